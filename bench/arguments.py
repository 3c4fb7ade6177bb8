"""How often subjects and objects are found: arguments.py BENCH_ARGUMENTS DATA_FOLDER FILE.conllu …

Compares what bench_arguments finds with the trees of a treebank in Universal Dependencies. A verb's
subject is who does it and its object what it is done to, whatever its voice: a passive verb's
"nsubj:pass" is its object, its "obl:agent" its subject. What a treebank leaves to its reader is
made explicit first: verbs joined to another share its subject, an infinitive has its governor's, a
participle has the noun that it goes with, «который» stands for the noun before it.
"""
import subprocess
import sys

NOUNS = {"NOUN", "PROPN", "PRON"}


class Word:
    def __init__(self, columns, start):
        self.number, self.form, self.lemma = int(columns[0]), columns[1], columns[2]
        self.part, self.features = columns[3], columns[5]
        self.head, self.relation, self.start = int(columns[6]), columns[7], start


def sentences(path):
    text, words, at = "", [], 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# text = "):
            text, words, at = line[9:], [], 0
        elif not line:
            if words:
                yield text, words
            words = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                found = text.find(columns[1], at)
                found = at if found < 0 else found
                words.append(Word(columns, len(text[:found].encode("utf-8"))))
                at = found + len(columns[1])


def child(words, verb, relations):
    for word in words:
        if word.head == verb.number and word.relation in relations:
            return word
    return None


def antecedent(words, word, verb):
    """What «который» stands for."""
    if word and word.lemma == "который":
        while verb.relation not in ("acl:relcl", "acl") and verb.head:
            verb = words[verb.head - 1]
        return words[verb.head - 1] if verb.head else None
    return word


def subject(words, verb, depth=0):
    """The grammatical subject of a verb, its own or a shared one."""
    own = child(words, verb, ("nsubj", "nsubj:pass", "csubj"))
    if own:
        return antecedent(words, own, verb)
    if depth > 6 or not verb.head:
        return None
    above = words[verb.head - 1]
    if "VerbForm=Part" in verb.features and verb.relation in ("acl", "amod"):
        return above
    if verb.relation in ("conj", "xcomp", "advcl", "parataxis") and above.part in ("VERB", "ADJ", "AUX"):
        return subject(words, above, depth + 1) if verb.relation != "parataxis" else None
    return None


def gold(words, verb, passive):
    of_verb = subject(words, verb)
    if passive:
        return child(words, verb, ("obl:agent",)), of_verb
    return of_verb, antecedent(words, child(words, verb, ("obj",)), verb)


class Score:
    def __init__(self):
        self.right = self.given = self.wanted = 0

    def add(self, given, wanted):
        self.given += given is not None
        self.wanted += wanted is not None
        self.right += given is not None and wanted is not None and given is wanted

    def line(self):
        precision = self.right / self.given if self.given else 0
        recall = self.right / self.wanted if self.wanted else 0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0
        return f"{precision:.3f} {recall:.3f} {f1:.3f} {self.wanted:7d} {self.given:7d}"


def main():
    program, folder, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    show = paths and paths[0] == "--errors"
    trees = [tree for path in paths[show:] for tree in sentences(path)]
    output = subprocess.run([program, folder], input="\n".join(text for text, _ in trees) + "\n",
                            capture_output=True, text=True, check=True).stdout
    scores = {"subject": Score(), "object": Score()}
    for line in output.splitlines():
        number, at, voice, *found = line.split("\t")
        text, words = trees[int(number)]
        by_start = {word.start: word for word in words}
        verb = by_start.get(int(at))
        if not verb or verb.part != "VERB":
            continue
        for name, wanted, given in zip(scores, gold(words, verb, voice == "passive"), found):
            given = by_start.get(int(given)) if given != "-" else None
            if wanted is not None and wanted.part not in NOUNS:
                wanted = None
            # Within one name either end stands for it.
            while given is not None and given is not wanted and given.head and \
                    given.relation in ("flat", "flat:name", "appos", "compound"):
                given = words[given.head - 1]
            scores[name].add(given, wanted)
            if show and given is not wanted:
                print(f"{name} of {verb.form}: {given.form if given else '-'}, not "
                      f"{wanted.form if wanted else '-'} | {text}")
    print(f"{'':8} {'P':>5} {'R':>5} {'F1':>5} {'gold':>7} {'given':>7}")
    for name, score in scores.items():
        print(f"{name:8} {score.line()}")


if __name__ == "__main__":
    main()
