using System.Globalization;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Registries.Referring;

namespace LambdaImage.Engine.Sboms;

/// <summary>An SBOM that is to be stored beside its image: what that would do, and the doing of it. Lambda refuses an image that is an index with the SBOM in it, so the SBOM
/// is a manifest of its own that refers to the image's.</summary>
internal sealed class SbomAttachment
{
    /// <summary>What tools that fetch it call the file.</summary>
    private const string FileName = "sbom.cdx.json";

    private readonly PushPlan _push;
    private readonly ReferrerList _list;
    private readonly IImage _artifact;
    private readonly int _count;
    private readonly bool _isListed;

    private SbomAttachment(PushPlan push, ReferrerList list, IImage artifact, int count, bool isListed) =>
        (_push, _list, _artifact, _count, _isListed) = (push, list, artifact, count, isListed);

    /// <summary>Where it is, by digest.</summary>
    public string Uri => _push.Target.ToString();

    /// <summary>Whether the registry has exactly this SBOM.</summary>
    public bool NoChange => _push.NoChange && _isListed;

    /// <summary>What would be done, for people.</summary>
    public string Action => string.Create(CultureInfo.InvariantCulture, $"Attach its SBOM ({_count} {(_count == 1 ? "component" : "components")})");

    /// <summary>Finds out what the registry has of it. Nothing is written.</summary>
    /// <param name="sbom">What is in the image.</param>
    /// <param name="time">The time to tell; null: none.</param>
    /// <param name="image">The image.</param>
    /// <param name="repository">Where the image goes.</param>
    /// <param name="registries">All registries.</param>
    /// <param name="cancel">Stops planning.</param>
    public static async Task<SbomAttachment> PlanAsync(
        Sbom sbom, DateTimeOffset? time, IImage image, ImageReference repository, RegistryCatalog registries, CancellationToken cancel)
    {
        var artifact = Artifact.About(
            image.Descriptor, CycloneDxWriter.MediaType, new BytesLayer(CycloneDxWriter.Write(sbom, time), CycloneDxWriter.MediaType) { FileName = FileName });
        var push = await registries.Pusher.PlanAsync(artifact, repository with { Tag = null, Digest = null }, [], cancel);
        var list = new ReferrerList(await registries.ForPushAsync(repository, cancel), image.Descriptor.Digest);
        return new(push, list, artifact, sbom.Parts.Count, push.NoChange && await list.HasAsync(artifact.Descriptor, cancel));
    }

    /// <summary>Stores it; the image must be there. Doing it again after a failure goes on where that stopped.</summary>
    /// <returns>Bytes that were sent.</returns>
    public async Task<long> RunAsync(IWorkReporter reporter, CancellationToken cancel)
    {
        if (NoChange) return 0;
        var done = await _push.RunAsync(reporter, cancel);
        await _list.AddAsync(_artifact.Descriptor with { ArtifactType = CycloneDxWriter.MediaType }, cancel);
        return done.BytesSent;
    }
}
