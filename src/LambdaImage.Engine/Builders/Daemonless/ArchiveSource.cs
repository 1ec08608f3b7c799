using System.Security.Cryptography;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Local archives that ADD unpacks. What a file is called does not matter: its content decides.</summary>
internal static class ArchiveSource
{
    private const int ChecksumStart = 148;
    private const int ChecksumLength = 8;

    /// <summary>The archive's files, or null when the content is no tar.</summary>
    /// <param name="content">A file of the context or of another image.</param>
    /// <param name="name">Its path there, for errors.</param>
    /// <param name="where">Place of the instruction, for errors.</param>
    /// <param name="environment">Takes what is in no file of its own, and warnings.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="LambdaImageException">The file cannot be read, or it is a damaged tar.</exception>
    public static async Task<FileTree?> OpenAsync(
        EntryContent content, string name, SourceLocation where, TransferEnvironment environment, CancellationToken cancel)
    {
        try
        {
            var marks = new List<string>();
            var tree = await OpenAsync(content, environment.Spool, marks, cancel);
            var others = marks.Count == 1 ? "" : $", the first of {marks.Count},";
            if (marks.Count > 0)
                environment.Reporter.Log(LogLevel.Warning, $"{where}: {name} marks '{marks[0]}'{others} as deleted: that means something in layers only, and nothing is deleted.");
            return tree;
        }
        catch (Exception problem) when (content is DiskContent file && problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(file.Path, problem, where);
        }
        catch (LambdaImageException problem) when (content is DiskContent && problem is { Kind: ErrorKind.ImageNotFound, InnerException: not null })
        {
            throw DockerfileErrors.ContextFileUnreadable(((DiskContent)content).Path, problem.InnerException!, where);
        }
        catch (LambdaImageException problem) when (problem.Kind == ErrorKind.ImageInvalid)
        {
            throw DockerfileErrors.ArchiveInvalid(where, name, problem.InnerException ?? problem);
        }
    }

    private static async Task<FileTree?> OpenAsync(EntryContent content, LayerSpool spool, List<string> marks, CancellationToken cancel)
    {
        if (content.Length == 0 || !await IsTarAsync(content, cancel)) return null;
        var path = content is DiskContent file ? file.Path : await spool.ToFileAsync(content, cancel);
        await using var whole = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var digest = Digest.FromHash(await SHA256.HashDataAsync(whole, cancel));
        var layer = new FileLayer(path, Descriptor.Of(MediaTypes.OciLayer, digest, whole.Length));
        var tree = new FileTree();
        await foreach (var entry in ImageListings.FilesOfAsync(layer, cancel))
        {
            if (entry.Kind is EntryKind.Whiteout or EntryKind.OpaqueWhiteout) marks.Add(entry.Path);
            else if (entry.Kind == EntryKind.HardLink && tree.Find(entry.LinkTarget ?? "", followLast: false) is null)
                throw ImageErrors.LinkTargetMissing(entry.Path, entry.LinkTarget ?? "");
            else tree.Apply(entry, 0);
        }

        return tree;
    }

    private static async Task<bool> IsTarAsync(EntryContent content, CancellationToken cancel)
    {
        await using var stored = content.Open();
        var block = new byte[LayerTarHeader.BlockSize];
        try
        {
            await using var plain = await LayerReader.DecompressAsync(stored, cancel);
            if (await plain.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancel) < block.Length)
                return false;
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            return false;
        }

        return HasChecksum(block);
    }

    /// <summary>The one thing that every tar since 1979 has.</summary>
    private static bool HasChecksum(ReadOnlySpan<byte> block)
    {
        var field = block.Slice(ChecksumStart, ChecksumLength);
        var (written, digits) = (0, 0);
        foreach (var value in field)
        {
            if (value is < (byte)'0' or > (byte)'7') continue;
            written = (written * 8) + (value - '0');
            digits++;
        }

        var sum = ChecksumLength * ' ';
        for (var i = 0; i < block.Length; i++)
            sum += i is >= ChecksumStart and < ChecksumStart + ChecksumLength ? 0 : block[i];
        return digits > 0 && sum == written && sum > ChecksumLength * ' ';
    }
}
