using LambdaImage.Engine.Streams;
using Microsoft.Win32.SafeHandles;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Reads a part of a file, forward only, with a handle of its own so that parts can be read in parallel.</summary>
internal sealed class FileSection : ForwardStream
{
    private readonly SafeFileHandle _file;
    private readonly long _start;
    private readonly long _length;
    private long _read;

    public FileSection(string path, long start, long length)
    {
        _file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        _start = start;
        _length = length;
    }

    public override long Length => _length;

    public override long Position => _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Advance(await RandomAccess.ReadAsync(_file, buffer[..Limit(buffer.Length)], _start + _read, cancellationToken));

    public override int Read(Span<byte> buffer) => Advance(RandomAccess.Read(_file, buffer[..Limit(buffer.Length)], _start + _read));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _file.Dispose();
        base.Dispose(disposing);
    }

    private int Limit(int wanted) => (int)Math.Min(wanted, _length - _read);

    private int Advance(int read)
    {
        _read += read;
        return read;
    }
}
