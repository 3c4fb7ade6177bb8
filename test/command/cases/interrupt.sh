# SIGINT ends a run cleanly: what was read is kept, and a second run takes it up.
mkdir many
for i in $(seq 1000 1600); do sed "s/14 марта/$((i % 28 + 1)) марта/; s/АО «Вымпел»/АО «Вымпел-$i»/" "$REPORTS/01-dogovor.txt" >many/$i.txt; done
python3 - <<'PYTHON'
import os, signal, sqlite3, subprocess, time
uzel = os.environ["UZEL"]
read = [uzel, "read", "many", "--registry", "r.uzel", "--jobs", "2"]
run = subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
while not os.path.exists("r.uzel") and run.poll() is None:
    time.sleep(0.001)
time.sleep(0.05)
run.send_signal(signal.SIGINT)
out, err = run.communicate()
print("interrupted:", run.returncode in (0, 130), "said:", run.returncode == 0 or "Прервано" in err)
again = subprocess.run(read, capture_output=True, text=True)
print("again:", again.returncode)
whole = subprocess.run(read[:3] + ["--registry", "whole.uzel"], capture_output=True, text=True)
print("whole:", whole.returncode)
answers = [subprocess.run([uzel, "list", "appearances", "--format", "json", "--registry", name],
                          capture_output=True).stdout for name in ("r.uzel", "whole.uzel")]
print("the same:", answers[0] == answers[1], "reports:", len(set(line.split(b'"')[3] for line in answers[0].splitlines())))
PYTHON
