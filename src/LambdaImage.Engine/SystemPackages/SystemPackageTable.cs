using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.SystemPackages;

/// <summary>The system packages of one ecosystem's dependencies.</summary>
/// <param name="Ecosystem">Name for people, for example <c>Python packages</c>.</param>
/// <param name="Rows">One for each dependency.</param>
internal sealed record SystemPackageTable(string Ecosystem, IReadOnlyList<SystemPackageRow> Rows)
{
    /// <summary>What the dependencies of a project need.</summary>
    /// <param name="dependencies">All of them, also those that others bring along.</param>
    /// <param name="distribution">Of the image.</param>
    /// <param name="isPrebuilt">Whether a dependency comes ready for use for the target.</param>
    public SystemNeeds Needs(IEnumerable<Dependency> dependencies, LinuxDistribution distribution, Func<Dependency, bool> isPrebuilt)
    {
        var build = new SortedSet<string>(StringComparer.Ordinal);
        var run = new SortedSet<string>(StringComparer.Ordinal);
        List<SystemNeed> needs = [];
        foreach (var dependency in dependencies.DistinctBy(dependency => dependency.Name, StringComparer.Ordinal))
        {
            if (Rows.FirstOrDefault(row => row.Dependency == dependency.Name) is not { } row) continue;
            if (row.OnlyWhenCompiled && isPrebuilt(dependency)) continue;
            var names = SystemPackageNames.Of(row, distribution);
            needs.Add(new SystemNeed(dependency, row, names?.Build ?? [], names?.Run ?? [], IsLacking: names is null));
            if (names is null) continue;
            build.UnionWith(names.Value.Build);
            run.UnionWith(names.Value.Run);
        }

        return new SystemNeeds([.. build], [.. run], needs);
    }
}
