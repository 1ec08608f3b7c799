namespace LambdaImage;

/// <summary>System packages that a project needs besides those found from its dependencies, in the names of the base image's distribution.</summary>
public sealed record PackageOptions
{
    /// <summary>Whether packages are found from the project's dependencies; null: yes.</summary>
    public bool? Auto { get; init; }

    /// <summary>For every stage.</summary>
    public IReadOnlyList<string> All { get; init; } = [];

    /// <summary>For the stage that installs and compiles.</summary>
    public IReadOnlyList<string> Build { get; init; } = [];

    /// <summary>For the image itself.</summary>
    public IReadOnlyList<string> Deployment { get; init; } = [];
}
