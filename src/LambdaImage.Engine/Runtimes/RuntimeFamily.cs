using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Runtimes;

/// <summary>A runtime with all its versions, of which one is chosen for a project.</summary>
/// <param name="Name">As in <see cref="LambdaRuntime.Name"/>.</param>
/// <param name="Default">Version for projects that do not ask.</param>
/// <param name="Lines">Versions, oldest first.</param>
internal sealed record RuntimeFamily(string Name, string Default, IReadOnlyList<RuntimeLine> Lines)
{
    /// <summary>Chooses the version: the default where it satisfies the project, else the newest that does.</summary>
    /// <param name="asked">What the project asks for.</param>
    /// <returns>The choice and its reason; a version nobody offers is kept as asked, so that a parameter can still
    /// replace it.</returns>
    public LambdaRuntime Choose(AskedVersion? asked)
    {
        if (asked is null) return new LambdaRuntime(Name, Default, "default");
        if (asked.Allows(Default)) return new LambdaRuntime(Name, Default, asked.ToString());
        var line = Lines.LastOrDefault(line => asked.Allows(line.Version));
        return new LambdaRuntime(Name, line?.Version ?? asked.Constraint.TrimStart('v'), asked.ToString());
    }

    /// <summary>Makes sure that there is an image of the version. Newer versions than the table knows pass: it may be
    /// older than they are.</summary>
    /// <param name="runtime">The version chosen.</param>
    /// <exception cref="LambdaImageException">There is none.</exception>
    public void Require(LambdaRuntime runtime)
    {
        if (Lines.Any(line => line.Version == runtime.Version) || IsNewer(runtime)) return;
        throw ProjectErrors.VersionUnsupported(runtime, Lines.Select(line => line.Version));
    }

    /// <summary>What deserves a look about the version today.</summary>
    public IEnumerable<string> Warnings(LambdaRuntime runtime, DateOnly today)
    {
        var line = Lines.FirstOrDefault(line => line.Version == runtime.Version);
        if (line is null && IsNewer(runtime))
            yield return $"{runtime} is newer than LambdaImage knows; its image may not exist.";
        if (line?.EndsOn is not { } end) yield break;
        if (end < today)
            yield return $"Lambda's support for {runtime} ended on {end:yyyy-MM-dd}; {Name} {Lines[^1].Version} is the newest.";
        else if (end < today.AddDays(NoticeDays)) yield return $"Lambda's support for {runtime} ends on {end:yyyy-MM-dd}.";
    }

    /// <summary>Half a year is time enough to plan an upgrade.</summary>
    private const int NoticeDays = 180;

    private bool IsNewer(LambdaRuntime runtime) =>
        Parse(runtime.Version) is { } asked && Parse(Lines[^1].Version) is { } newest && asked > newest;

    private static Version? Parse(string text) =>
        System.Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out var version) ? version : null;
}
