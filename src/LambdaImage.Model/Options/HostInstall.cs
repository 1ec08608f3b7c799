namespace LambdaImage;

/// <summary>What runs on this machine before the image is built, in a folder of its own; the project folder stays as it is.</summary>
public sealed record HostInstall
{
    /// <summary>Name of the build context that holds the result, for <c>COPY --from</c>.</summary>
    public const string ContextName = "host-dependencies";

    /// <summary>The language's tool, for example <c>pip</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>What is copied from the project into the working folder, relative to it; <c>.</c> for all that is not ignored.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Programs to run one after the other in the working folder.</summary>
    public required IReadOnlyList<HostCommand> Commands { get; init; }

    /// <summary>Folder that becomes the build context, relative to the working folder; <c>.</c> for the working folder itself.</summary>
    public required string Result { get; init; }
}

/// <summary>A program to run. No secrets here: programs read their own configuration.</summary>
/// <param name="Program">Name to find on PATH.</param>
/// <param name="Arguments">Arguments.</param>
public sealed record HostCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables to set.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Names to try when the program is not on PATH, for example <c>python3</c> for <c>python</c>.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];
}
