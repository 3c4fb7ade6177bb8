"""Case forms for the generated archive, by rules of their own: nothing here comes from the program's
dictionary or lexicons, so that what is generated tests them."""

CASES = "nominative genitive dative instrumental prepositional".split()

SOFT_OR_HUSH = set("гкхжчшщц")


def masculine_noun(word):
    """Forms of a masculine noun or given name in a consonant, -й or -ь."""
    if word.endswith("й"):
        stem = word[:-1]
        locative = stem + ("и" if stem.endswith("и") else "е")
        return [word, stem + "я", stem + "ю", stem + "ем", locative]
    if word.endswith("ь"):
        stem = word[:-1]
        return [word, stem + "я", stem + "ю", stem + "ем", stem + "е"]
    if word.endswith(("а", "я")):
        return feminine_noun(word)
    return [word, word + "а", word + "у", word + ("ем" if word[-1] in "жчшщц" else "ом"), word + "е"]


def feminine_noun(word):
    """Forms of a noun or given name in -а, -я, -ия or -ь."""
    stem = word[:-1]
    if word.endswith("ия"):
        return [word, stem + "и", stem + "и", stem + "ей", stem + "и"]
    if word.endswith("я"):
        return [word, stem + "и", stem + "е", stem + "ей", stem + "е"]
    if word.endswith("ь"):
        return [word, stem + "и", stem + "и", stem + "ью", stem + "и"]
    hard = stem[-1] in SOFT_OR_HUSH
    return [word, stem + ("и" if hard and stem[-1] != "ц" else "ы"), stem + "е",
            stem + ("ей" if stem[-1] in "жчшщц" else "ой"), stem + "е"]


def feminine_adjective(word):
    """Forms of an adjective in -ая or -яя: «Томская»."""
    stem = word[:-2]
    soft = word.endswith("яя")
    ending = "ей" if soft else "ой"
    return [word] + [stem + ending] * 4


def masculine_adjective(word):
    """Forms of an adjective or a surname in -ий, -ый or -ой."""
    stem = word[:-2]
    i = "и" if stem[-1] in SOFT_OR_HUSH else "ы"
    return [word, stem + "ого", stem + "ому", stem + i + "м", stem + "ом"]


def surname(word, woman):
    """Forms of a surname given as the man bears it; the woman's form is made here."""
    if word.endswith(("ский", "цкий", "ой", "ый")):
        return feminine_adjective(word[:-2] + "ая") if woman else masculine_adjective(word)
    if word.endswith(("ов", "ев", "ёв", "ин", "ын")):
        if woman:
            return [word + "а"] + [word + "ой"] * 4
        return [word, word + "а", word + "у", word + "ым", word + "е"]
    if word.endswith(("ко", "ых", "их")) or woman:
        return [word] * 5
    return masculine_noun(word)


def patronymic(father, woman):
    """Forms of the patronymic that a father's name makes."""
    if father.endswith("й"):
        stem = father[:-2] + "ье" if father.endswith("ий") else father[:-1] + "е"
    elif father.endswith("ь"):
        stem = father[:-1] + "е"
    else:
        stem = father + "о"
    return feminine_noun(stem + "вна") if woman else masculine_noun(stem + "вич")


def place(word):
    """Forms of a town's name of one word."""
    if word.endswith(("а", "я")) or (word.endswith("ь") and word not in ("Ярославль", "Ставрополь")):
        return feminine_noun(word)
    if word.endswith("ы"):
        return [word, word[:-1], word[:-1] + "ам", word[:-1] + "ами", word[:-1] + "ах"]
    if word.endswith(("о", "и")):
        return [word] * 5
    return masculine_noun(word)


def initials(given, father, family):
    """«И. П. Сидоров»."""
    return f"{given[0]}. {father[0] + '. ' if father else ''}{family}"


def acronym(name):
    """«Томский завод приборостроения»: ТЗП."""
    return "".join(word[0].upper() for word in name.replace("-", " ").split() if len(word) > 2)


def misspelt(word, random):
    """A word with one slip of the keyboard behind its second letter."""
    if len(word) < 6:
        return word
    at = random.randrange(2, len(word) - 2)
    if word[at] != word[at + 1] and random.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + word[at + 1:]
