using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Finds the runtime version that a project asks for; the file made for that purpose alone comes first, a
/// manifest's range last.</summary>
internal static partial class AskedVersions
{
    public static AskedVersion? Node(ProjectDirectory project) =>
        Plain(project, ".nvmrc") ?? Plain(project, ".node-version") ?? Tool(project, "nodejs", "node")
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
        return composer.RequiredPhp is { } range ? new AskedVersion(range, ComposerJson.File, composer.Line("require", "php")) : Tool(project, "php");
    }

    public static AskedVersion? Dotnet(CsProj project)
    {
        var match = TargetFramework().Match(project.TargetFramework ?? "");
        return match.Success ? new AskedVersion(match.Groups["major"].Value, project.File, project.TargetFrameworkLine) : null;
    }

    /// <summary>The first line that is neither empty nor a comment, if it has a number: <c>lts/*</c> and <c>system</c>
    /// ask for nothing in particular.</summary>
    private static AskedVersion? Plain(ProjectDirectory project, string file)
    {
        var line = project.Lines(file).FirstOrDefault(line => line.Text.Trim() is { Length: > 0 } text && text[0] != '#');
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
