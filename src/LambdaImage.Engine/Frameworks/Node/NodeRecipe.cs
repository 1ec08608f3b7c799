using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How a framework's image differs from others of Node.js.</summary>
internal sealed record NodeRecipe
{
    /// <summary>Whether the build script has to run.</summary>
    public bool IsBuilt { get; init; }

    /// <summary>Command that builds where it is not the build script; null: the build script.</summary>
    public string? BuildCommand { get; init; }

    /// <summary>Variables of the build.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> BuildEnvironment { get; init; } = [];

    /// <summary>Whether the image needs packages of production besides what was built.</summary>
    public bool KeepsPackages { get; init; } = true;

    /// <summary>What the image takes from the build; empty: all of it.</summary>
    public IReadOnlyList<NodeOutput> Outputs { get; init; } = [];

    /// <summary>Shell commands after the build, in the build's stage.</summary>
    public IReadOnlyList<string> Finish { get; init; } = [];

    /// <summary>Commands after the build on the host.</summary>
    public IReadOnlyList<HostCommand> FinishOnHost { get; init; } = [];

    /// <summary>Why the project cannot be built on the host; null: it can.</summary>
    public string? HostObstacle { get; init; }

    /// <summary>What the final stage starts with, because it changes least often.</summary>
    public Action<StageBuilder>? Prepare { get; init; }

    /// <summary>Whether Lambda's own protocol is spoken by the image, not by the web adapter.</summary>
    public bool IsHandler { get; init; }
}
