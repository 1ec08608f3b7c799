using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>A web application in the sources of a Python project, as servers want it named.</summary>
/// <param name="Module">For example <c>shop.main</c>.</param>
/// <param name="Name">Variable, or function that makes it.</param>
/// <param name="IsFactory">Whether the name is a function's.</param>
/// <param name="Evidence">Where it is made.</param>
internal sealed partial record PythonApp(string Module, string Name, bool IsFactory, Evidence Evidence)
{
    private static readonly string[] Preferred =
        ["wsgi.py", "asgi.py", "app.py", "main.py", "application.py", "server.py", "api.py", "run.py", "index.py", "app/main.py", "app/__init__.py", "src/main.py", "src/app.py"];

    /// <summary>The first application that one of the constructors makes, at the top level of a module or in a factory.</summary>
    /// <param name="project">The project.</param>
    /// <param name="constructors">For example <c>Flask</c>.</param>
    public static PythonApp? Find(ProjectDirectory project, params string[] constructors)
    {
        string[] files = [.. Preferred.Where(project.Exists).Concat(PythonSources.All(project).OrderBy(file => file.Count(character => character == '/')).ThenBy(file => file, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal)];
        var isMade = new Regex($@"\b({string.Join('|', constructors)})\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return files.Select(file => Entry(project, file)).FirstOrDefault(app => app is not null)
            ?? files.Select(file => Variable(project, file, isMade)).FirstOrDefault(app => app is not null)
            ?? files.Select(file => Factory(project, file, isMade)).FirstOrDefault(app => app is not null);
    }

    /// <summary>wsgi.py and asgi.py are there for servers alone, wherever the application itself is made.</summary>
    private static PythonApp? Entry(ProjectDirectory project, string file) => file is "wsgi.py" or "asgi.py" ? First(project, file, Named(), isFactory: false) : null;

    private static PythonApp? Variable(ProjectDirectory project, string file, Regex isMade)
    {
        if (project.ReadSource(file) is not { } text || !isMade.IsMatch(text)) return null;
        foreach (var (number, line) in project.Lines(file))
        {
            if (Assignment().Match(line) is { Success: true } match && isMade.IsMatch(line)) return new PythonApp(PythonSources.Module(project, file).Module, match.Groups["name"].Value, false, new Evidence(file, number, line.Trim(), "the application"));
        }

        return null;
    }

    private static PythonApp? Factory(ProjectDirectory project, string file, Regex isMade) =>
        project.ReadSource(file) is { } text && isMade.IsMatch(text) ? First(project, file, FactoryName(), isFactory: true) : null;

    private static PythonApp? First(ProjectDirectory project, string file, Regex definition, bool isFactory)
    {
        if (project.ReadSource(file) is null) return null;
        foreach (var (number, line) in project.Lines(file))
        {
            if (definition.Match(line) is { Success: true } match)
                return new PythonApp(PythonSources.Module(project, file).Module, match.Groups["name"].Value, isFactory, new Evidence(file, number, line.Trim().TrimEnd(':'), "the application"));
        }

        return null;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_]\w*)\s*(:[^=]+)?=(?!=)|^(?<name>app)\s*,.*=(?!=)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?<name>app|application)\s*(:[^=]+)?=(?!=)|^from\s+\S+\s+import\s+(.*\bas\s+)?(?<name>app|application)\s*(#.*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^def\s+(?<name>create_app|make_app|get_app|create_application|app_factory)\s*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FactoryName();
}
