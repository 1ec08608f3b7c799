namespace LambdaImage.Engine.Services;

/// <summary>Images and functions that belong together, as a file describes them.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="Stage">The stage, for example <c>prod</c>.</param>
/// <param name="File">The file, for messages.</param>
/// <param name="Images">The images.</param>
/// <param name="Functions">The functions.</param>
internal sealed record ServiceDefinition(
    string Name, string Stage, string File, IReadOnlyList<ServiceImage> Images, IReadOnlyList<ServiceFunction> Functions)
{
    /// <summary>Name of the repository with its <c>{…}</c>; null: the usual one.</summary>
    public string? Repository { get; init; }

    /// <summary>Tags for each image, with their <c>{…}</c>.</summary>
    public IReadOnlyList<string> ImageTags { get; init; } = [];

    /// <summary>Settings of the repository.</summary>
    public RepositoryOptions RepositoryOptions { get; init; } = new();

    /// <summary>AWS Region where none is given.</summary>
    public string? Region { get; init; }

    /// <summary>AWS profile where none is given.</summary>
    public string? Profile { get; init; }
}
