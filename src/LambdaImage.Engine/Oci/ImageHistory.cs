namespace LambdaImage.Engine.Oci;

/// <summary>The steps that an image tells of.</summary>
internal static class ImageHistory
{
    /// <summary>Some images, AWS's among them, come without history. Tools want one entry for each layer, so the gaps are filled.</summary>
    public static IReadOnlyList<HistoryEntry> Complete(IImage image)
    {
        var history = image.Config.History ?? [];
        var missing = Math.Max(0, image.Layers.Count - history.Count(entry => !entry.EmptyLayer));
        return
        [
            .. history,
            .. Enumerable.Repeat(new HistoryEntry { Created = image.Config.Created, CreatedBy = "base image" }, missing),
        ];
    }
}
