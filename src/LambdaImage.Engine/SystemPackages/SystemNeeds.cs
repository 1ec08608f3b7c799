using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.SystemPackages;

/// <summary>System packages for a project in one distribution's names.</summary>
/// <param name="Build">To install and compile.</param>
/// <param name="Run">To run.</param>
/// <param name="Reasons">Which dependency needs what.</param>
internal sealed record SystemNeeds(IReadOnlyList<string> Build, IReadOnlyList<string> Run, IReadOnlyList<SystemNeed> Reasons)
{
    public static SystemNeeds None { get; } = new([], [], []);

    /// <summary>Dependencies whose packages the distribution does not have.</summary>
    public IReadOnlyList<SystemNeed> Lacking => [.. Reasons.Where(reason => reason.IsLacking)];
}

/// <summary>What one dependency needs.</summary>
/// <param name="Dependency">The dependency, with file and line.</param>
/// <param name="Row">The table's row.</param>
/// <param name="Build">Packages to compile it.</param>
/// <param name="Run">Packages to run it.</param>
/// <param name="IsLacking">Whether the distribution does not have them.</param>
internal sealed record SystemNeed(Dependency Dependency, SystemPackageRow Row, IReadOnlyList<string> Build, IReadOnlyList<string> Run, bool IsLacking);
