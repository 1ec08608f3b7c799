namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>A file or folder that the image takes from the build.</summary>
/// <param name="Source">Path relative to the project.</param>
/// <param name="Destination">Path in the image, relative to the task's folder.</param>
/// <param name="Comment">Comment above it; null for none.</param>
internal sealed record NodeOutput(string Source, string Destination, string? Comment = null);
