using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Tells a failure to write the output apart from a failure to read what is written.</summary>
internal sealed class OutputStream(Stream inner, string path) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => Guard(() => inner.Position = value); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(path, problem);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(path, problem);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => Guard(inner.Flush);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await inner.FlushAsync(cancellationToken);
        }
        catch (IOException problem)
        {
            throw OutputErrors.NotWritable(path, problem);
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = 0L;
        Guard(() => position = inner.Seek(offset, origin));
        return position;
    }

    public override void SetLength(long value) => Guard(() => inner.SetLength(value));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Seeking writes what is buffered, so that it too can find the disk full.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (IOException problem)
        {
            throw OutputErrors.NotWritable(path, problem);
        }
    }
}
