"""Writes image layers as reproducible tar files, from files of this machine."""
import glob
import gzip
import hashlib
import io
import os
import pathlib
import stat
import subprocess
import tarfile


class Layer:
    def __init__(self):
        self.entries = {}

    def directory(self, path, mode=0o755):
        self._parents(path)
        self.entries[path.strip('/')] = ('dir', mode, None)

    def text(self, path, content, mode=0o644):
        self._parents(path)
        self.entries[path.strip('/')] = ('bytes', mode, content.encode() if isinstance(content, str) else content)

    def link(self, path, target):
        self._parents(path)
        self.entries[path.strip('/')] = ('link', 0o777, target)

    def file(self, path, source, mode=None):
        self._parents(path)
        self.entries[path.strip('/')] = ('file', mode or (stat.S_IMODE(os.stat(source).st_mode) | 0o444), str(source))

    def tree(self, path, source, skip=()):
        source = pathlib.Path(source)
        for root, folders, files in os.walk(source):
            folders[:] = [name for name in folders if name not in skip]
            for name in files + [n for n in folders if os.path.islink(os.path.join(root, n))]:
                full = os.path.join(root, name)
                place = f'{path}/{os.path.relpath(full, source)}'
                if os.path.islink(full) and not os.path.isabs(os.readlink(full)):
                    self.link(place, os.readlink(full))
                elif os.path.isfile(full):
                    self.file(place, full)

    def shared_libraries(self, *binaries):
        """The libraries these binaries are linked to, at the places where the loader looks for them."""
        for binary in binaries:
            found = subprocess.run(['ldd', binary], capture_output=True, text=True).stdout
            for line in found.splitlines():
                path = next((word for word in line.split() if word.startswith('/')), None)
                if path:
                    self.file(path, os.path.realpath(path), 0o755)

    def _parents(self, path):
        parts = path.strip('/').split('/')[:-1]
        for i in range(len(parts)):
            self.entries.setdefault('/'.join(parts[:i + 1]), ('dir', 0o755, None))

    def write(self, folder):
        """Writes the layer; returns (path, digest, diff id, size) with the digest of the compressed form."""
        temporary = pathlib.Path(folder) / f'layer-{id(self)}'
        plain = hashlib.sha256()
        with open(temporary, 'wb') as raw, gzip.GzipFile('', 'wb', 1, raw, mtime=0) as packed:
            with tarfile.open(fileobj=_Hashing(packed, plain), mode='w|', format=tarfile.GNU_FORMAT) as tar:
                for name in sorted(self.entries):
                    self._add(tar, name, *self.entries[name])
        digest = hashlib.sha256(temporary.read_bytes()).hexdigest()
        return temporary, 'sha256:' + digest, 'sha256:' + plain.hexdigest(), temporary.stat().st_size

    @staticmethod
    def _add(tar, name, kind, mode, value):
        info = tarfile.TarInfo(name)
        info.mode, info.mtime = mode, 0
        if kind == 'dir':
            info.type = tarfile.DIRTYPE
            tar.addfile(info)
        elif kind == 'link':
            info.type, info.linkname = tarfile.SYMTYPE, value
            tar.addfile(info)
        elif kind == 'bytes':
            info.size = len(value)
            tar.addfile(info, io.BytesIO(value))
        else:
            info.size = os.path.getsize(value)
            with open(value, 'rb') as source:
                tar.addfile(info, source)


class _Hashing:
    def __init__(self, target, digest):
        self.target, self.digest = target, digest

    def write(self, data):
        self.digest.update(data)
        return self.target.write(data)


def matching(pattern):
    return sorted(glob.glob(pattern))
