using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What COPY and ADD take files from.</summary>
/// <param name="Tree">Its files.</param>
/// <param name="Name">What it is, for errors: completes "matched in …".</param>
/// <param name="Context">The folder behind it; null for stages and images.</param>
internal sealed record CopySource(FileTree Tree, string Name, BuildContext? Context);
