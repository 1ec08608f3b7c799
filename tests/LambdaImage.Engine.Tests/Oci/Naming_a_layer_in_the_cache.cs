using FsCheck;
using FsCheck.Xunit;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Oci;

/// <summary>The key of a layer is made without reading what is known; it must tell apart all that the tar does.</summary>
public sealed class Naming_a_layer_in_the_cache
{
    [Property]
    public async Task Two_layers_have_one_key_only_if_they_are_the_same_tar(byte seed, NonEmptyArray<byte> changes)
    {
        LayerEntry[] one = [Entry(seed), File("z", "last")];
        LayerEntry[] other = [.. changes.Get.Take(3).Aggregate(one.AsEnumerable(), Change)];

        (await KeyAsync(one) == await KeyAsync(other)).ShouldBe(Tar(one).SequenceEqual(Tar(other)));
    }

    private static LayerEntry Entry(byte seed) => File("a" + seed, "content" + (seed % 3));

    private static IEnumerable<LayerEntry> Change(IEnumerable<LayerEntry> entries, byte change)
    {
        var first = entries.First();
        var rest = entries.Skip(1);
        return (change % 10) switch
        {
            0 => rest.Prepend(first with { Mode = first.Mode ^ 1 }),
            1 => rest.Prepend(first with { UserId = change }),
            2 => rest.Prepend(first with { ModifiedAt = change }),
            3 => rest.Prepend(first with { Path = first.Path + "x" }),
            4 => rest.Prepend(File(first.Path, "content" + (change % 3))),
            5 => rest.Prepend(Link(first.Path, "z")),
            6 => rest.Prepend(Folder(first.Path)),
            7 => rest.Prepend(first with { ExtendedAttributes = new Dictionary<string, byte[]> { ["user.a"] = [change] } }),
            8 => rest.Prepend(first with { Path = first.Path + "y" }).Prepend(first),
            _ => entries,
        };
    }

    private static Task<Digest> KeyAsync(IReadOnlyList<LayerEntry> entries) =>
        LayerKeyWriter.KeyOfAsync(entries, new FileDigests(DateTimeOffset.UnixEpoch), CancellationToken.None);

    private static byte[] Tar(IReadOnlyList<LayerEntry> entries)
    {
        using var bytes = new MemoryStream();
        var writer = new LayerTarWriter(bytes);
        foreach (var entry in entries) writer.Write(entry, CancellationToken.None);
        return bytes.ToArray();
    }
}
