#!/usr/bin/env python3
"""Kills readers at random moments; the registry must come out as that of an undisturbed run.

    kill_test.py UZEL DUMP_REGISTRY DATA_FOLDER

Two thousand reports of our own making are read into one registry without disturbance, and into
another by readers that are killed (SIGKILL) ten times and started again. After each kill the
registry must be sound, and at the end the truth of both must be equal, times apart. A third of the
reports share persons and firms, some are the same text twice, so that the order of intake shows.
"""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

REPORTS = 2000
KILLS = 10

GIVEN = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Инна", "Кирилл"]
FAMILY = ["Лосев", "Мухин", "Носов", "Орехов", "Панин", "Рогов", "Сомов", "Тихонов", "Уваров", "Фомин"]
FIRMS = ["Заря", "Буран", "Полдень", "Вымпел", "Гранит", "Исток", "Каскад", "Луч", "Маяк", "Норд"]
REGIONS = ["Омская область", "Томская область", "Пермский край", "Тульская область", "Калужская область"]
OF_REGION = ["Омской области", "Томской области", "Пермского края", "Тульской области", "Калужской области"]
SUBJECTS = ["медицинского приборостроения", "подготовки инженеров", "производства композитов",
            "развития технопарков", "цифровых карт"]
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня"]


def person(draw):
    family = draw.choice(FAMILY)
    given = draw.choice(GIVEN)
    return f"{given} {family}{'а' if given[-1] in 'ая' else ''}"


def report(draw, number):
    region = draw.randrange(len(REGIONS))
    firm, other = draw.sample(FIRMS, 2)
    day, month = draw.randrange(1, 28), draw.choice(MONTHS)
    lines = [
        f"{firm} и {other} договорились",
        f"{day} {month} 2016 года",
        f"Правительство {OF_REGION[region]}, ОАО «{firm}» и ООО «{other}» подписали соглашение о "
        f"сотрудничестве в области {draw.choice(SUBJECTS)} сроком на {draw.randrange(2, 9)} лет.",
        f"Документ подписали губернатор {OF_REGION[region]} {person(draw)} и генеральный директор "
        f"ОАО «{firm}» {person(draw)}.",
        f"«Мы откроем завод {number}», — сказал {person(draw)}.",
        f"В кластер «Прибор-{draw.randrange(40)}» входит {draw.randrange(10, 60)} предприятий.",
    ]
    return "\n\n".join(lines) + "\n"


def reports_write(folder, seed):
    draw = random.Random(seed)
    before = ""
    for number in range(REPORTS):
        text = before if number % 97 == 96 else report(draw, number)
        with open(os.path.join(folder, f"{number:05}.txt"), "w", encoding="utf-8") as file:
            file.write(text)
        before = text


class Trial:
    def __init__(self, uzel, dump, data, scratch):
        self.uzel, self.dump, self.data, self.scratch = uzel, dump, data, scratch
        self.reports = os.path.join(scratch, "reports")
        os.mkdir(self.reports)

    def start(self, registry):
        return subprocess.Popen(
            [self.uzel, "read", self.reports, "--registry", registry, "--jobs", "2", "--data", self.data],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def run_to_end(self, registry):
        reader = self.start(registry)
        _, errors = reader.communicate()
        if reader.returncode != 0:
            sys.exit(f"uzel read failed with {reader.returncode}: {errors.decode()}")

    def truth(self, registry):
        done = subprocess.run([self.dump, os.path.join(self.data, "schema.json"), registry],
                              capture_output=True)
        if done.returncode != 0:
            sys.exit(f"the registry is unsound: {done.stderr.decode()}")
        return done.stdout


def count_of(truth):
    return truth.count(b"\nreports\t")


def remove(registry):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(registry + ending):
            os.remove(registry + ending)


def main():
    uzel, dump, data = sys.argv[1:]
    seed = int(os.environ.get("KILL_SEED", time.time_ns() % 1000000))
    print(f"seed {seed} (KILL_SEED)")
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="uzel-kill-") as scratch:
        trial = Trial(uzel, dump, data, scratch)
        reports_write(trial.reports, seed)
        calm = os.path.join(scratch, "calm.uzel")
        began = time.monotonic()
        trial.run_to_end(calm)
        whole = time.monotonic() - began
        truth = trial.truth(calm)
        print(f"undisturbed: {count_of(truth)} reports in {whole:.1f} s, {len(truth)} bytes of truth")
        disturbed = os.path.join(scratch, "disturbed.uzel")
        killed = 0
        while killed < KILLS:
            reader = trial.start(disturbed)
            # Ten of these come to about half of the whole.
            time.sleep(draw.uniform(0, whole * 0.1))
            if reader.poll() is not None:
                # Faster than the first run: begin again, with the kills that are left.
                remove(disturbed)
                continue
            reader.send_signal(signal.SIGKILL)
            reader.communicate()
            killed += 1
            # Killed before it made the tables, it leaves no registry yet.
            if os.path.exists(disturbed) and os.path.getsize(disturbed) > 0:
                print(f"kill {killed}: {count_of(trial.truth(disturbed))} reports")
        trial.run_to_end(disturbed)
        if trial.truth(disturbed) != truth:
            for name in ("calm", "disturbed"):
                with open(f"/tmp/uzel-kill-{name}.txt", "wb") as file:
                    file.write(trial.truth(os.path.join(scratch, f"{name}.uzel")))
            sys.exit("the registries differ: see /tmp/uzel-kill-*.txt")
        trial.run_to_end(disturbed)
        if trial.truth(disturbed) != truth:
            sys.exit("reading everything once more changed the registry")
    print(f"killed {killed} times: equal")


main()
