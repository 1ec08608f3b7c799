namespace LambdaImage.Engine.Services;

/// <summary>One image of a service.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Uri">Reference of an image in Amazon ECR that is used as it is; null: it is built.</param>
/// <param name="Project">What it is built from; null when it is not built.</param>
internal sealed record ServiceImage(string Name, string? Uri, ProjectRequest? Project);
