using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders;

/// <summary>All a builder needs to know.</summary>
/// <param name="Request">What the user asked for.</param>
/// <param name="Dockerfile">The parsed document.</param>
/// <param name="Tag">Local name and tag of the result, never null.</param>
/// <param name="WorkFolder">Folder of this build's own, on the disk that holds the cache; results that live on are put here.</param>
internal sealed record BuildJob(BuildRequest Request, Dockerfile Dockerfile, string Tag, string WorkFolder)
{
    /// <summary>Told of each layer that is compressed before its first byte; null: nobody follows.</summary>
    public Action<GrowingFile>? Follow { get; init; }

    public LambdaArchitecture Architecture => Request.Dockerfile.Project.Architecture;
}
