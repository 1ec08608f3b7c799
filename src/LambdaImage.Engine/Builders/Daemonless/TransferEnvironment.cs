using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What all COPY and ADD of a build share.</summary>
/// <param name="Spool">Takes files out of layers.</param>
/// <param name="Epoch">Seconds since 1970 that files get.</param>
/// <param name="Reporter">Takes decisions and warnings.</param>
internal sealed record TransferEnvironment(LayerSpool Spool, long Epoch, IWorkReporter Reporter)
{
    /// <summary>Text of a small file of an image; empty when there is none.</summary>
    public async Task<string> ReadTextAsync(FileTree tree, string path, CancellationToken cancel)
    {
        if (tree.Find(path) is not { Kind: EntryKind.File, Entry.Content: { } content }) return "";
        await Spool.TakeOutAsync([content], cancel);
        using var text = new StreamReader(content.Open());
        return await text.ReadToEndAsync(cancel);
    }
}
