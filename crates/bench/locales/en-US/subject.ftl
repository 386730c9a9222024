cmd-echo-name = echo
cmd-echo-description = Say a text again
cmd-echo-opt-text-name = text
cmd-echo-opt-text-description = What to say
cmd-upsert-name = upsert
cmd-upsert-description = Count one more point

echoed = { $text }
points = points: { $points }
