using System.Formats.Tar;
using System.IO.Compression;
using LambdaImage.Engine.Oci;

namespace LambdaImage.TestKit;

/// <summary>Shows what is in a layer as lines one can compare: <c>file 0644 0:0 var/task/app.js = text</c>.</summary>
internal static class TarListing
{
    public static async Task<IReadOnlyList<string>> OfAsync(ILayer layer)
    {
        await using var stored = await layer.OpenAsync(CancellationToken.None);
        await using var gzip = new GZipStream(stored, CompressionMode.Decompress);
        return await OfAsync(gzip);
    }

    /// <summary>Lists a plain tar with the framework's reader, which is not the code under test.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Stream plain)
    {
        var lines = new List<string>();
        await using var reader = new TarReader(plain);
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            var mode = Convert.ToString((int)entry.Mode, 8).PadLeft(4, '0');
            var line = $"{KindOf(entry)} {mode} {entry.Uid}:{entry.Gid} {entry.Name}";
            if (entry.LinkName.Length > 0) line += $" -> {entry.LinkName}";
            if (entry.DataStream is { } data)
            {
                using var text = new StreamReader(data);
                line += $" = {await text.ReadToEndAsync()}";
            }

            lines.Add(line);
        }

        return lines;
    }

    private static string KindOf(TarEntry entry) => entry.EntryType switch
    {
        TarEntryType.Directory => "dir",
        TarEntryType.SymbolicLink => "link",
        TarEntryType.HardLink => "hard",
        TarEntryType.RegularFile or TarEntryType.V7RegularFile => "file",
        _ => entry.EntryType.ToString(),
    };
}
