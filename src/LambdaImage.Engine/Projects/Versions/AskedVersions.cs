using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Finds the runtime version that a project asks for; the file made for that purpose alone comes first, a
/// manifest's range last.</summary>
internal static partial class AskedVersions
{
    public static AskedVersion? Node(ProjectDirectory project) =>
        NodeFile(project, ".nvmrc") ?? NodeFile(project, ".node-version") ?? Tool(project, "nodejs", "node")
        ?? (PackageJson.Read(project) is { NodeVersion: { } range } manifest ? new AskedVersion(range, PackageJson.File, manifest.Line("engines", "node")) : null);

    public static AskedVersion? Python(ProjectDirectory project)
    {
        if (Plain(project, ".python-version") is { } pinned) return pinned;
        if (Plain(project, "runtime.txt") is { } heroku)
            return heroku with { Constraint = heroku.Constraint.Replace("python-", "", StringComparison.Ordinal) };
        if (PyProject.Read(project) is { RequiresPython: { } range } manifest)
            return new AskedVersion(range, PyProject.File, manifest.RequiresPythonLine);
        if (Pipfile.Read(project) is { PythonVersion: { } version } pipfile)
            return new AskedVersion(version, Pipfile.File, pipfile.PythonVersionLine);
        return Tool(project, "python");
    }

    public static AskedVersion? Ruby(ProjectDirectory project)
    {
        if (Plain(project, ".ruby-version") is { } pinned)
            return pinned with { Constraint = pinned.Constraint.Replace("ruby-", "", StringComparison.Ordinal) };
        if (Gemfile.Read(project) is { RubyVersion: { } version } gemfile)
            return new AskedVersion(version, Gemfile.File, gemfile.RubyVersionLine);
        return Tool(project, "ruby");
    }

    public static AskedVersion? Php(ProjectDirectory project)
    {
        if (ComposerJson.Read(project) is not { } composer) return Tool(project, "php");
        if (composer.PlatformPhp is { } platform)
            return new AskedVersion(platform, ComposerJson.File, composer.Line("config", "platform", "php"));
        return composer.RequiredPhp is { } range ? new AskedVersion(range, ComposerJson.File, composer.Line("require", "php")) { TildeKeepsMajor = true } : Tool(project, "php");
    }

    /// <summary>Of several the highest, as far as Lambda has it.</summary>
    public static AskedVersion? Dotnet(CsProj project)
    {
        if (project.Targets is not { } targets) return null;
        var versions = targets.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(target => TargetFramework().Match(target)).Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture)).Order().ToList();
        if (versions.Count == 0) return null;
        var known = versions.Where(version => LambdaBaseImages.Dotnet.Lines.Any(line => line.Version == version.ToString(CultureInfo.InvariantCulture))).ToList();
        var chosen = known.Count > 0 ? known[^1] : versions[^1];
        return new AskedVersion(chosen.ToString(CultureInfo.InvariantCulture), targets.File, targets.Line);
    }

    /// <summary>Node.js has names for its lines of long-term support.
    /// <see href="https://nodejs.org/en/about/previous-releases"/></summary>
    private static AskedVersion? NodeFile(ProjectDirectory project, string file) => FirstLine(project, file) is not { Text: { } text } line
        ? null
        : text.Trim().ToLowerInvariant() switch
        {
            "lts/gallium" => new AskedVersion("16", file, line.Number),
            "lts/hydrogen" => new AskedVersion("18", file, line.Number),
            "lts/iron" => new AskedVersion("20", file, line.Number),
            "lts/jod" => new AskedVersion("22", file, line.Number),
            "lts/krypton" => new AskedVersion("24", file, line.Number),
            var name when name.StartsWith("lts/", StringComparison.Ordinal) => null,
            _ => Plain(project, file),
        };

    private static ProjectLine FirstLine(ProjectDirectory project, string file) =>
        project.Lines(file).FirstOrDefault(line => line.Text.Trim() is { Length: > 0 } text && text[0] != '#');

    /// <summary>The first line that is neither empty nor a comment, if it has a number: <c>lts/*</c> and <c>system</c>
    /// ask for nothing in particular.</summary>
    private static AskedVersion? Plain(ProjectDirectory project, string file)
    {
        var line = FirstLine(project, file);
        return line.Text is { } found && Digit().IsMatch(found) ? new AskedVersion(found.Trim(), file, line.Number) : null;
    }

    private static AskedVersion? Tool(ProjectDirectory project, params string[] names)
    {
        foreach (var (number, text) in project.Lines(".tool-versions"))
        {
            if (text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var name, var version, ..] && names.Contains(name) && Digit().IsMatch(version))
                return new AskedVersion(version, ".tool-versions", number);
        }

        return null;
    }

    [GeneratedRegex(
        @"^net(coreapp)?(?<major>\d+)\.\d+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TargetFramework();

    [GeneratedRegex(@"\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digit();
}
