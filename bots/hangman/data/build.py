#!/usr/bin/env python3
"""Makes words.tsv from WordNet and SCOWL as Debian packages them.

    apt-get install wordnet-base scowl
    ./build.py            write words.tsv
    ./build.py --check    fail unless words.tsv is what this script makes
    ./build.py --hash     read words from standard input, print the lines blocked.sha256 wants

The rules are described in README.md; the tables below are the rules themselves.
A sense is named like `clothing/1`: the first noun sense of "clothing" in WordNet's order.
"""

import hashlib
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORDNET = Path("/usr/share/wordnet")
SCOWL = Path("/usr/share/dict/scowl")

# SCOWL sizes: 35 is a small dictionary, 55 a little less than spelling checkers use.
SIZES = (10, 20, 35, 40, 50, 55)
WORD = re.compile(r"(?!.*ness$)[a-z]{4,14}")
# Glosses that say nothing about the thing.
EMPTY_GLOSS = re.compile(r"(sometimes placed|colloquial|informal|a variant|variant spelling|common name|usually|slang)")
LONGEST_DEFINITION = 200
SHORTEST_DEFINITION = 12
MOST_SENSES = 8

# category -> (WordNet lexicographer files taken whole, subtrees taken)
ANIMAL, FOOD, PLANT = 5, 13, 20
CATEGORIES = {
    "animals": ((ANIMAL,), ()),
    "plants": ((PLANT,), "spice/1 herb/2 vegetable/1 edible_fruit/1".split()),
    "food": ((FOOD,), ()),
    "clothing": (
        (),
        """clothing/1 garment/1 footwear/2 headdress/1 fabric/1 jewelry/1 adornment/1 hairdo/1 eyeglasses/1 bag/4
        needlework/1 sewing/1 fiber/1 leather/1 button/1 clasp/1 thread/1 collar/1 sleeve/1 cosmetic/1""".split(),
    ),
    "arts": (
        (),
        """musical_instrument/1 music/1 music/4 musical_notation/1 dance/1 dancing/1 art/1 art/2 artist/1
        musician/1 musician/2 singer/1 dancer/1 actor/1 writer/1 composer/1 musical_organization/1 literary_work/1
        drama/1 dramatic_composition/1 poem/1 fiction/1 theater/1 writing_implement/1 picture/1 photograph/1
        graphic_art/1 sculpture/1 performing_arts/1 color/1 musical_performance/1 pigment/1 paint/1 book/1
        puppet/1 photographic_equipment/1 film/1 performance/2""".split(),
    ),
    "travel": (
        (),
        """vehicle/1 conveyance/3 way/6 building/1 journey/1 travel/1 vessel/2 aircraft/1 map/1 driver/1 sailor/1
        municipality/1 facility/1 establishment/4 luggage/1 sail/1 navigational_instrument/1 engine/1 bridge/1
        tower/1 arch/4 housing/1 transportation_system/1""".split(),
    ),
    "home": (
        (),
        """furniture/1 furnishing/2 container/1 tool/1 implement/1 home_appliance/1 kitchen_utensil/1 toiletry/1
        bedclothes/1 linen/3 plaything/1 game_equipment/1 timepiece/1 source_of_illumination/1
        electronic_equipment/1 stationery/1 mirror/1 fastener/2 room/1 floor_cover/1 curtain/1 computer/1
        measuring_instrument/1 sports_equipment/1 cleansing_agent/1 floor/1 ceiling/1 optical_instrument/1
        padding/1 utensil/1 ware/1 fixture/1 electronic_device/1 heater/1 cloth_covering/1 support/10 game/3
        edge_tool/1 card/1 paper/1 adhesive_material/1 rod/1 filter/1 pump/1 key/1 lock/1 cord/1 decoration/1
        door/1 window/1 stairway/1 roof/1 partition/1 appliance/2 sheet/2 framework/3 mechanical_device/1""".split(),
    ),
    "nature": (
        (),
        """natural_object/1 geological_formation/1 weather/1 atmospheric_phenomenon/1 mineral/1 metal/1 gem/2
        body_of_water/1 land/4 rock/2 soil/2 water/1 season/2 light/1
        geological_phenomenon/1 celestial_body/1 wave/1 fire/1 chemical_element/1 earth/2
        time_of_day/1 ice/1 precipitation/3 vegetation/1 biome/1 fuel/1 tract/1 spring/1""".split(),
    ),
}
# The first category whose rule takes the word gets it.
ORDER = tuple(CATEGORIES)

# Subtrees nobody is asked to guess: alcohol, tobacco, drugs, weapons, killing, sex, bodily waste, underwear, and
# taxonomy or chemistry that only specialists know.
DROPPED_SUBTREES = """alcohol/1 tobacco/1 drug/1 weapon/1 ammunition/1 nerve_fiber/1 transuranic_element/1
    elementary_particle/1 explosive/1 explosive_device/1 poison/1
    weaponry/1 instrument_of_punishment/1 instrument_of_torture/1 instrument_of_execution/1 contraceptive/1
    undergarment/1 underpants/1 body_waste/1 toilet/2 genitalia/1 sexual_activity/1
    sex/1 pornography/1 brothel/1 penal_institution/1 prison/1 grave/2 burial_chamber/1 coffin/1 war_machine/1
    military_vehicle/1 bomb/1 cigarette/1 pipe/1 surgical_instrument/1 medical_instrument/1
    taxonomic_group/1 taxonomic_category/1 bacteria/1 microorganism/1 parasite/1 bodily_process/1 virus/1
    chemical_compound/1 medicine/2 burial_garment/1 body_part/1 organ/1 hair/1 nazi/1 striptease/1 stripper/1
    inhumation/1 execution/1 brassiere/1 condom/1 hypodermic_syringe/1 shackle/1 mortuary/1 necropolis/1
    cemetery/1 dope/1 cannabis/1 opium_poppy/1 gambling_house/1 bar/1 place_of_worship/1 sacred_text/1
    gambling_game/1 gambling/1 card_game/1 ecclesiastical_attire/1 religious_writing/1 medical_building/1
    ambulance/1 military_installation/1 fortification/1 bodily_fluid/1 combatant/1 person/1""".split()
# Subtrees of the above that are wanted all the same.
KEPT_SUBTREES = """castle/2 fort/1 church/2 temple/1 artist/1 musician/1 musician/2 singer/1 dancer/1 actor/1 writer/1
    composer/1 driver/1 sailor/1 hairdo/1""".split()

# Senses marked with one of these usage domains are left out.
DROPPED_USAGE = {
    "disparagement", "ethnic_slur", "obscenity", "slang", "archaism", "trade_name", "trademark", "vulgarism",
    "euphemism", "street_name", "combining_form", "acronym", "abbreviation",
    "colloquialism", "African_American_Vernacular_English",
}

# How hard a letter is to think of, from its rank in English dictionary words: 1 (E) to 26 (J).
RARITY = {letter: rank for rank, letter in enumerate("eariotnslcudpmhgbfywkvxzjq", start=1)}
# Shares of all words; what lies between is medium.
EASY_SHARE, HARD_SHARE = 0.40, 0.25


class WordNet:
    """The noun part of WordNet's database (wndb(5WN))."""

    def __init__(self):
        self.synsets = {}  # offset -> (lexicographer file, lemmas, pointers, gloss)
        self.senses = {}  # lemma -> offsets, commonest first
        self.children = defaultdict(list)
        for line in lines(WORDNET / "data.noun"):
            head, gloss = line.split(" | ", 1)
            field = head.split()
            lemmas = [field[4 + 2 * i] for i in range(int(field[3], 16))]
            at = 4 + 2 * len(lemmas)
            pointers = [tuple(field[at + 1 + 4 * i : at + 4 + 4 * i]) for i in range(int(field[at]))]
            self.synsets[field[0]] = (int(field[1]), lemmas, pointers, gloss.strip())
            for symbol, target, part in pointers:
                if symbol == "@" and part == "n":
                    self.children[target].append(field[0])
        for line in lines(WORDNET / "index.noun"):
            field = line.split()
            self.senses[field[0]] = field[-int(field[2]) :]
        # How often each part of speech of a lemma was met in WordNet's tagged texts.
        self.met = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
        self.adjectives = {line.split()[0] for line in lines(WORDNET / "index.adj")}
        self.met_first = set()  # lemmas whose first noun sense was met there
        for line in lines(WORDNET / "cntlist.rev"):
            key, sense, count = line.split()
            lemma, rest = key.split("%")
            self.met[lemma][int(rest[0])] += int(count)
            if rest[0] == "1" and sense == "1":
                self.met_first.add(lemma)

    def sense(self, name):
        lemma, number = name.split("/")
        try:
            return self.senses[lemma][int(number) - 1]
        except (KeyError, IndexError):
            sys.exit(f"WordNet has no noun sense {name}")

    def subtree(self, names):
        """Offsets of the named senses and everything below them."""
        seen, waiting = set(), [self.sense(name) for name in names]
        while waiting:
            offset = waiting.pop()
            if offset not in seen:
                seen.add(offset)
                waiting += self.children[offset]
        return seen

    def usage(self, offset):
        """Lemmas of the usage domains a synset is marked with."""
        return {
            lemma
            for symbol, target, _ in self.synsets[offset][2]
            if symbol == ";u"
            for lemma in self.synsets[target][1]
        }


def lines(path):
    with open(path, encoding="latin-1") as file:
        for line in file:
            if not line.startswith("  "):
                yield line.rstrip("\n")


def scowl_sizes():
    """word -> the smallest SCOWL size that has it, in general and American spelling."""
    sizes = {}
    for size in SIZES:
        for spelling in ("english", "american"):
            path = SCOWL / f"{spelling}-words.{size}"
            if path.exists():
                for word in lines(path):
                    sizes.setdefault(word, size)
    return sizes


def digest(word):
    return hashlib.sha256(word.encode()).hexdigest()


def blocked():
    """Predicate over single words, from the hashed list."""
    hashes = {line for line in lines(HERE / "blocked.sha256") if line and not line.startswith("#")}
    return lambda word: digest(word) in hashes


def definition(word, gloss, is_blocked):
    """The gloss without examples, or None when it would not serve."""
    text = gloss.split('; "')[0].split(': "')[0]
    text = re.sub(r"^\((?!or )[^()]*\)\s*", "", text)
    text = re.sub(r"\s+", " ", text).strip(" ;:,.")
    while len(text) > LONGEST_DEFINITION and ";" in text:
        text = text.rsplit(";", 1)[0].strip(" ;:,.")
    tokens = re.findall(r"[a-z]+", text.lower())
    readable = SHORTEST_DEFINITION <= len(text) <= LONGEST_DEFINITION and len(tokens) >= 3
    well_formed = text.count("(") == text.count(")") and '"' not in text and "`" not in text
    empty = word in text.lower() or EMPTY_GLOSS.match(text)
    if not readable or not well_formed or empty or any(map(is_blocked, tokens)):
        return None
    return text


def score(word, size):
    """How hard a word is: rare words, rare letters and few different letters make it harder."""
    letters = set(word)
    rarity = sum(RARITY[letter] for letter in letters) / len(letters)
    return 4 * SIZES.index(size) / (len(SIZES) - 1) + rarity / 3 - len(letters) / 3


def build():
    wordnet, sizes, is_blocked = WordNet(), scowl_sizes(), blocked()
    trees = {name: wordnet.subtree(subtrees) for name, (_, subtrees) in CATEGORIES.items()}
    dropped = wordnet.subtree(DROPPED_SUBTREES) - wordnet.subtree(KEPT_SUBTREES)

    def category_of(offset):
        file = wordnet.synsets[offset][0]
        takers = (name for name, (files, _) in CATEGORIES.items() if file in files or offset in trees[name])
        return next(takers, None)

    def wanted(word, senses):
        """The category of a word's commonest meaning, if the word is clear enough to be guessed by it."""
        category = category_of(senses[0])
        noun, *others = wordnet.met[word][1:]
        # Where the tagged texts do not tell which meaning is the common one, all of them must fit.
        clear = word in wordnet.met_first or all(category_of(offset) == category for offset in senses)
        vague = word in wordnet.adjectives and word not in wordnet.met_first
        unclear = not clear or vague or len(senses) > MOST_SENSES or max(others) > noun
        plural_of = word.removesuffix("s")
        twin = plural_of != word and wordnet.senses.get(plural_of, [None])[0] == senses[0]
        harmless = senses[0] not in dropped and not any(wordnet.usage(o) & DROPPED_USAGE for o in senses)
        named_first = word in wordnet.synsets[senses[0]][1]
        return category if harmless and named_first and not unclear and not twin else None

    found, spelled = [], set()
    # The commonest spelling first: "chapatti" and "chapati", "budgie" and "budgerigar" are one word.
    for word, senses in sorted(wordnet.senses.items(), key=lambda entry: (sizes.get(entry[0], 0), entry[0])):
        if word not in sizes or not WORD.fullmatch(word) or is_blocked(word):
            continue
        category = wanted(word, senses)
        text = category and definition(word, wordnet.synsets[senses[0]][3], is_blocked)
        spelling = (senses[0], word[:4])
        if text and spelling not in spelled:
            spelled.add(spelling)
            found.append((word, category, score(word, sizes[word]), text))
    ranked = sorted(entry[2] for entry in found)
    easy, hard = (ranked[int(len(ranked) * share)] for share in (EASY_SHARE, 1 - HARD_SHARE))
    return sorted(
        (word, category, "easy" if points < easy else "hard" if points >= hard else "medium", text)
        for word, category, points, text in found
    )


def main():
    if sys.argv[1:] == ["--hash"]:
        print("\n".join(sorted({digest(word) for word in sys.stdin.read().split()})))
        return
    made = "".join("\t".join(entry) + "\n" for entry in build())
    path = HERE / "words.tsv"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="utf-8") != made:
            sys.exit("words.tsv is not what build.py makes")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        path.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
