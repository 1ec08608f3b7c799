using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Python it wants.</summary>
internal static partial class PythonVersions
{
    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return CPython(VersionFiles.Pinned(project, ".python-version"));
        yield return CPython(VersionFiles.Pinned(project, "runtime.txt"));
        foreach (var tool in VersionFiles.Managed(project, "python")) yield return CPython(tool);
        if (PyProject.Read(project) is { RequiresPython: { } range } manifest)
            yield return new AskedVersion(range, PyProject.File, manifest.RequiresPythonLine);
        if (Pipfile.Read(project) is { PythonVersion: { } version } pipfile)
            yield return new AskedVersion(version, Pipfile.File, pipfile.PythonVersionLine);
        yield return Written(project, "setup.cfg") ?? Written(project, "setup.py");
    }

    /// <summary>pyenv and uv also install other Pythons (<c>pypy3.10-7.3.12</c>, <c>miniconda3-4.7.12</c>): Lambda runs CPython, and
    /// their numbers are not its.</summary>
    private static AskedVersion? CPython(AskedVersion? asked) =>
        asked is not null && Numbers().Match(asked.Constraint) is { Success: true } match ? asked with { Constraint = match.Groups["version"].Value } : null;

    [GeneratedRegex("^(c?python[-@]?)?(?<version>[^A-Za-z].*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    /// <summary><c>python_requires</c> of setuptools, read and never run.</summary>
    private static AskedVersion? Written(ProjectDirectory project, string file) => project.Lines(file)
        .Where(line => line.Text.Contains("python_requires", StringComparison.Ordinal))
        .Select(line => (line.Number, Match: Requires().Match(line.Text)))
        .Where(found => found.Match.Success)
        .Select(found => new AskedVersion(found.Match.Groups["range"].Value.Trim(), file, found.Number))
        .FirstOrDefault();

    [GeneratedRegex("^[^#]*\\bpython_requires[ \t]*=[ \t]*['\"]?(?<range>[^'\"\\s][^'\"]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Requires();
}
