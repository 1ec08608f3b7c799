namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A layer to be made.</summary>
/// <param name="Entries">Entries in order, parents before children.</param>
/// <param name="OnBytes">Takes the number of uncompressed bytes done so far.</param>
internal sealed record LayerDraft(IReadOnlyList<LayerEntry> Entries, Action<long>? OnBytes = null);
