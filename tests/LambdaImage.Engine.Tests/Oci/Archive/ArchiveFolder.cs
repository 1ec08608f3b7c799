using System.Formats.Tar;
using System.Text;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Oci.Archive;

/// <summary>A folder with archives, removed after the test.</summary>
public sealed class ArchiveFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-test-");

    internal RecordedWork Work { get; } = new();

    internal CompressedLayers Compressed => new(Path("compressed"), TimeProvider.System);

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    internal Task<ImageArchive> OpenAsync(string path, LambdaArchitecture architecture = LambdaArchitecture.X86_64, bool isCached = false) =>
        ImageArchive.OpenAsync(path, isCached, architecture, Compressed, Work, CancellationToken.None);

    /// <summary>Writes a tar; values are text, bytes, or a link such as <c>-> ../a/layer.tar</c>.</summary>
    internal string WriteTar(params (string Name, object Content)[] members)
    {
        var path = Path(Guid.NewGuid().ToString("N") + ".tar");
        using var tar = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        foreach (var (name, content) in members)
        {
            tar.WriteEntry(content is string text && text.StartsWith("-> ", StringComparison.Ordinal)
                ? new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = text[3..], ModificationTime = DateTimeOffset.UnixEpoch }
                : new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    // What is written twice is the same, whenever that is.
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = new MemoryStream(content as byte[] ?? Encoding.UTF8.GetBytes((string)content)),
                });
        }

        return path;
    }

    /// <summary>Changes an expanded archive as a disk does that loses bytes: its note still says that it is as it was.</summary>
    internal static async Task DamageAsync(string expanded, byte[] content)
    {
        await File.WriteAllBytesAsync(expanded, content);
        await File.WriteAllTextAsync(expanded + ".stamp", CompressedLayers.StampOf(expanded));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
