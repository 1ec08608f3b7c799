using System.Collections.Concurrent;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Layers that are sent while they are made, for pushes that come to need them.</summary>
internal sealed class HeadStarts(IWorkReporter log) : IDisposable
{
    private readonly ConcurrentBag<HeadStart> _begun = [];
    private readonly SemaphoreSlim _places = new(PushPlan.ParallelUploads);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Sends a layer as it grows, should it grow large.</summary>
    /// <param name="layer">The layer in the making.</param>
    /// <param name="target">Finds the repository; null: the layer cannot be sent there yet.</param>
    /// <returns>Null: there is none.</returns>
    public HeadStart? Begin(GrowingFile layer, Func<Task<RegistryClient?>> target)
    {
        try
        {
            var start = new HeadStart(layer, target, _places, log, _stop.Token);
            _begun.Add(start);
            return start;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Finds those that send a blob into a repository and that nobody has taken over yet.</summary>
    public async Task<IReadOnlyList<HeadStart>> FindAsync(RegistryEndpoint endpoint, Digest digest)
    {
        List<HeadStart> found = [];
        foreach (var each in _begun)
        {
            if (await each.IsOfAsync(endpoint, digest)) found.Add(each);
        }

        return found;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }
}
