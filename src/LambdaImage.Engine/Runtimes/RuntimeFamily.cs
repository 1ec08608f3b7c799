using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Runtimes;

/// <summary>A runtime with all its versions, of which one is chosen for a project.</summary>
/// <param name="Name">As in <see cref="LambdaRuntime.Name"/>.</param>
/// <param name="Default">Version for projects that do not ask.</param>
/// <param name="Lines">Versions, oldest first.</param>
internal sealed record RuntimeFamily(string Name, string Default, IReadOnlyList<RuntimeLine> Lines)
{
    /// <summary>Half a year is time enough to plan an upgrade.</summary>
    private const int NoticeDays = 180;

    /// <summary>Image without tag; null: AWS's base image of that name.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether every release ever made has an image of its own, so that an exact version can be had.</summary>
    public bool HasEveryRelease { get; init; }

    /// <summary>Chooses the version: the default where it satisfies the project, else the newest that does.</summary>
    /// <param name="asked">What the project asks for.</param>
    /// <returns>The choice and its reason; a version nobody offers is kept as asked, so that a parameter can still
    /// replace it.</returns>
    public LambdaRuntime Choose(AskedVersion? asked) =>
        asked is null ? new LambdaRuntime(Name, Default, "default") : new LambdaRuntime(Name, VersionFor(asked), asked.ToString());

    /// <summary>Makes sure that there is an image of the version. Newer versions than the table knows pass: it may be
    /// older than they are.</summary>
    /// <param name="runtime">The version chosen.</param>
    /// <exception cref="LambdaImageException">There is none.</exception>
    public void Require(LambdaRuntime runtime)
    {
        if (!HasImage(runtime)) throw ProjectErrors.VersionUnsupported(runtime, Confirmed);
    }

    /// <summary>Tag of the version's image.</summary>
    public string Tag(LambdaRuntime runtime) => Line(runtime)?.Tag ?? runtime.Version;

    /// <summary>What deserves a look about the version today.</summary>
    public IEnumerable<string> Warnings(LambdaRuntime runtime, DateOnly today)
    {
        var line = Line(runtime);
        if (!HasImage(runtime)) yield return ProjectErrors.VersionUnsupported(runtime, Confirmed).Message;
        if (line is null && IsNewer(runtime)) yield return $"{runtime} is newer than LambdaImage knows; its image may not exist.";
        if (line is null && HasEveryRelease && Parse(runtime.Version) is { } asked && Parse(Lines[0].Version) is { } oldest && asked < oldest)
            yield return $"{runtime} gets no more corrections from its makers; {Name} {Newest} is the newest.";
        if (line is { IsConfirmed: false }) yield return $"Lambda knows {runtime}, but its base image {Image(runtime)} was not yet seen; {Name} {Newest} is certain.";
        if (line?.EndsOn is not { } end) yield break;
        var support = HasEveryRelease ? "Support" : "Lambda's support";
        if (end < today) yield return $"{support} for {runtime} ended on {end:yyyy-MM-dd}; {Name} {Newest} is the newest.";
        else if (end < today.AddDays(NoticeDays)) yield return $"{support} for {runtime} ends on {end:yyyy-MM-dd}.";
    }

    private bool HasImage(LambdaRuntime runtime) =>
        Line(runtime) is not null || IsNewer(runtime) || (HasEveryRelease && Parse(runtime.Version) is not null);

    private IEnumerable<string> Confirmed => Lines.Where(line => line.IsConfirmed).Select(line => line.Version);

    private string Newest => Confirmed.Last();

    private string Image(LambdaRuntime runtime) => $"{Repository ?? $"{LambdaBaseImages.Registry}/{Name}"}:{Tag(runtime)}";

    private RuntimeLine? Line(LambdaRuntime runtime) => Lines.FirstOrDefault(line => line.Version == runtime.Version);

    private string VersionFor(AskedVersion asked)
    {
        if (HasEveryRelease && asked.Exact is { } release) return release;
        List<string> fitting = [.. ByPreference().Where(asked.Allows)];
        // What comes first decides; the others may narrow its range.
        return fitting.FirstOrDefault(version => asked.Others.All(other => other.Allows(version))) ?? fitting.FirstOrDefault() ?? Shortened(asked);
    }

    private IEnumerable<string> ByPreference() =>
        [Default, .. Lines.Reverse().OrderByDescending(line => line.IsConfirmed).Select(line => line.Version)];

    /// <summary>Tags have as many parts as the default: <c>18.20.4</c> is a release of <c>18</c>.</summary>
    private string Shortened(AskedVersion asked) =>
        asked.Exact is { } release ? string.Join('.', release.Split('.').Take(Default.Split('.').Length)) : asked.Constraint.TrimStart('v');

    /// <summary>Whether the version belongs to a line that the table does not have yet: <c>1.84.0</c> is a release of line <c>1</c>.</summary>
    private bool IsNewer(LambdaRuntime runtime) =>
        Parse(runtime.Version) is { } asked && Lines.MaxBy(line => Parse(line.Version)) is { } newest && asked > Parse(newest.Version)
        && !(HasEveryRelease && runtime.Version.StartsWith(newest.Version + ".", StringComparison.Ordinal));

    private static Version? Parse(string text) =>
        Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out var version) ? version : null;
}
