#!/usr/bin/env python3
"""Makes the project that all contestants build: the same bytes each time.

usage: workload.py project FOLDER     4,000 files, 60 MB: dependencies, programs in them, own code
       workload.py files FOLDER COUNT small files of own code, a hundred to a folder
       workload.py dotnet FOLDER      a small program in C#
       workload.py layers FOLDER      three incompressible files of 45 MB for the base image
       workload.py large FOLDER MB    one incompressible file in it
"""
import pathlib
import random
import sys

WORDS = b"const return function module exports require value index length undefined => { } (); this async await".split()


def write(path: pathlib.Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def text(chance: random.Random, size: int) -> bytes:
    """Compresses about as well as JavaScript does."""
    words = WORDS + [bytes(chance.choices(b"abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 10))) for _ in range(400)]
    content = bytearray()
    while len(content) < size:
        content += chance.choice(words) + (b"\n" if chance.random() < 0.12 else b" ")
    return bytes(content[:size])


def project(root: pathlib.Path) -> None:
    chance = random.Random(7)
    for number in range(3600):
        write(root / f"node_modules/package{number // 20}/lib/file{number % 20}.js", text(chance, 10_500))
    for number in range(40):
        write(root / f"node_modules/native{number}/build/addon.node", chance.randbytes(500_000))
    for number in range(360):
        write(root / f"src/module{number // 20}/own{number % 20}.js", text(chance, 5_000))
    write(root / ".dockerignore", b".git\n")


def files(root: pathlib.Path, count: int) -> None:
    chance = random.Random(11)
    for number in range(count):
        write(root / f"folder{number // 100}/file{number % 100}.js", text(chance, 300) + b"// %d\n" % number)


def dotnet(root: pathlib.Path) -> None:
    write(root / "program.csproj", b"""<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
</Project>
""")
    # Nothing of the repository around it.
    for name in ("Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"):
        write(root / name, b"<Project />\n")
    write(root / "Program.cs", b'System.Console.WriteLine("hello");\n')


def noise(path: pathlib.Path, megabytes: int) -> None:
    chance = random.Random(path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(chance.randbytes(1_000_000))


what, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if what == "project":
    project(folder)
elif what == "files":
    files(folder, int(sys.argv[3]))
elif what == "dotnet":
    dotnet(folder)
elif what == "layers":
    for number in range(3):
        noise(folder / f"layer{number}", 45)
else:
    noise(folder / "large", int(sys.argv[3]))
