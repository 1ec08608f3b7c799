using System.Collections.Concurrent;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Pushing;

namespace LambdaImage.Engine.Plans;

/// <summary>The head starts of one build.</summary>
/// <param name="starts">All of this run.</param>
/// <param name="repository">Finds where the image goes; null: its layers cannot be sent there yet.</param>
internal sealed class LayersAhead(HeadStarts starts, Func<Task<RegistryClient?>> repository)
{
    private readonly ConcurrentBag<HeadStart> _begun = [];

    /// <summary>Sends a layer as it grows, should it grow large.</summary>
    public void Begin(GrowingFile layer)
    {
        if (starts.Begin(layer, repository) is { } start) _begun.Add(start);
    }

    /// <summary>Ends those that nobody will need, because the build failed.</summary>
    /// <param name="cancel">Stops waiting.</param>
    public Task GiveUpAsync(CancellationToken cancel) => Task.WhenAll(_begun.Select(start => start.GiveUpAsync(cancel)));
}
