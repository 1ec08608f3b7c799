using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Plans;

/// <summary>What the outside is reached through: everything a test may replace.</summary>
/// <param name="Environment">The process environment.</param>
/// <param name="RegistryHttp">Takes the traffic to registries.</param>
/// <param name="Aws">Opens connections to AWS.</param>
/// <param name="Processes">Runs other programs.</param>
/// <param name="Time">Clock.</param>
internal sealed record EngineParts(
    IEnvironment Environment, HttpMessageHandler RegistryHttp, AwsConnector Aws, IProcessRunner Processes, TimeProvider Time)
{
    public Warnings Warnings { get; } = new();

    /// <summary>All that can be made again.</summary>
    public CacheStore Cache => new(Environment, Time);

    /// <summary>Where downloaded layers are kept.</summary>
    public StoredBlobs Blobs => StoredBlobs.Of(Environment);

    /// <summary>Where plain layers of archives are kept in compressed form.</summary>
    public CompressedLayers CompressedLayers => new(Path.Combine(Environment.CacheFolder, "compressed"), Time);
}
