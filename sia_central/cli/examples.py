"""What `--help` shows: an example of each command, and what the exit status means."""

from typing import Final

ABOVE_ALL: Final = """\
examples:
  sia-central init --council reading
  sia-central import-schools edubasealldata20260602.csv --as-at 2026-06-02
  sia-central add-adviser --name "Anna Adviser" --email anna@reading.example --role adviser
  sia-central assign --email anna@reading.example --urn 109748 109749
  sia-central serve --port 8443 --certificate chain.pem --key key.pem

exit status:
  0  what was asked is done
  2  it is not done; one sentence on standard error says why. `audit verify` and `status` give 2 too
     where they find something wrong. Nothing is half done.

With --json every command prints one line of JSON instead of sentences, `audit show` one a line.
"""

_EXAMPLES: Final = {
    "init": ("init --council reading --data /srv/sia",),
    "serve": (
        "serve --port 8443 --certificate chain.pem --key key.pem",
        "serve --workers 3 --database postgresql+psycopg://sia@/sia   # behind nginx on the same machine",
    ),
    "add-adviser": ('add-adviser --name "Anna Adviser" --email anna@reading.example --role adviser',),
    "assign": (
        "assign --email anna@reading.example --urn 109748 109749",
        "assign --email anna@reading.example --all --on 2026-09-01",
    ),
    "unassign": ("unassign --email anna@reading.example --urn 109748",),
    "place": ("place --area west --urn 109748 --email anna@reading.example",),
    "people": ("people", "people --json"),
    "devices": ("devices", "devices --json"),
    "close-account": ("close-account --email anna@reading.example",),
    "open-account": ("open-account --email anna@reading.example",),
    "revoke": ("revoke 5f0c1e2a", "revoke 5f0c1e2a --lost"),
    "access": ("access", "access --lease-days 30 --second-factor required"),
    "sign-in-page": ("sign-in-page --issuer https://login.example --client-id sia-desktop",),
    "second-factor": ("second-factor --reset --email anna@reading.example",),
    "recover": ("recover 5f0c1e2a --key /media/safe/reading-recovery.key",),
    "new-recovery-key": ("new-recovery-key --out reading-recovery.key",),
    "import-schools": ("import-schools edubasealldata20260602.csv --as-at 2026-06-02",),
    "newer-facts": ("newer-facts", "newer-facts --json"),
    "decide-category": (
        'decide-category --urn 109748 --category G --by lena@reading.example --reason "Reviewed"',
    ),
    "backup": (
        "backup --out /backups/2026-04-01.sia-backup --recipient age1…",
        "backup --out /backups/2026-04-01.sia-backup --files s3://sia-files/central",
    ),
    "restore": ("restore 2026-04-01.sia-backup --identity backup.key --data /srv/sia-new",),
    "new-backup-key": ("new-backup-key --out backup.key",),
    "migrate": ("migrate",),
    "status": ("status", "status --json"),
    "root": ("root --out council-root.pem",),
    "renew-authority": ("renew-authority", "renew-authority --clock-only"),
    "use-clock": ("use-clock --url https://tsa.example --root tsa-root.pem", "use-clock --own"),
    "stamp": ("stamp",),
    "audit head": ("audit head",),
    "audit verify": ("audit verify", "audit verify --head 812:9f86d081…"),
    "audit show": ("audit show --action file_read --since 2026-04-01 --json",),
    "retention review": ("retention review", "retention review --on 2027-01-01 --json"),
    "retention hold": ('retention hold --urn 109748 --reason "Asked for by the solicitor, 12 May"',),
    "retention holds": ("retention holds",),
    "retention release": ("retention release --hold 7d1c…",),
    "retention dispose": ("retention dispose --record visit/0b9e…", "retention dispose --all"),
}


def examples_of(command: str) -> str | None:
    """The examples under a command's help."""
    lines = [f"  sia-central {each}" for each in _EXAMPLES.get(command, ())]
    return "\n".join(("examples:", *lines)) if lines else None
