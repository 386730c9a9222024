# Die Worte der Laufzeit: Absagen und Entschuldigungen, die alle Bots teilen.
refusal-unknown-command = Diesen Befehl kenne ich nicht mehr. Discord zeigt meine heutigen Befehle nach einem Neustart.
refusal-stale-component = Dieser Knopf stammt von einer älteren Fassung von mir. Bitte beginne mit dem Befehl neu.
refusal-selection = Diese Wahl habe ich nicht angeboten, oder nicht mehr. Bitte beginne mit dem Befehl neu.
refusal-field =
    { $why ->
        [missing] **{ $field }** fehlt. Bitte öffne das Fenster noch einmal.
        [length] **{ $field }** muss { $least } bis { $most } Zeichen lang sein.
        [count] **{ $field }**: Bitte wähle { $least } bis { $most }.
       *[offer] **{ $field }** enthält etwas, das ich nicht angeboten habe. Bitte öffne das Fenster noch einmal.
    }
refusal-file-size = **{ $file }** ist zu groß für mich: höchstens { $limit }.
refusal-context = An einem solchen Ort geht das nicht.
refusal-install = Das geht nur, wo ich dafür installiert bin.
refusal-guild-only = Das geht nur auf Servern, nicht in privaten Nachrichten.
refusal-guild-not-allowed = Ich werde gerade erprobt und antworte nur auf ausgewählten Servern.
refusal-level =
    { $level ->
        [owner] Das dürfen nur die Besitzer dieses Bots.
        [admin] Das dürfen nur Admins dieses Servers.
       *[moderator] Das dürfen nur Moderatoren dieses Servers.
    }
refusal-person-permissions = Dir fehlen in diesem Kanal diese Rechte: { $permissions }.
refusal-bot-permissions = Mir fehlen in diesem Kanal Rechte: { $permissions }. Wer den Server verwaltet, kann sie meiner Rolle geben.
refusal-cooldown = Nicht so schnell: Das geht wieder { $until }.
refusal-too-fast =
    { $seconds ->
        [one] Das war viel auf einmal. Bitte warte eine Sekunde.
       *[other] Das war viel auf einmal. Bitte warte { $seconds } Sekunden.
    }
apology = Entschuldige, bei mir ist etwas schiefgegangen, und nichts wurde geändert. Wenn es wieder passiert, nenne den Betreibern dieses Kennzeichen: **{ $reference }**
apology-busy = Ich habe gerade zu viel zu tun. Bitte versuche es gleich noch einmal.
