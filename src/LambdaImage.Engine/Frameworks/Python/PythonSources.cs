using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Finds the function that Lambda calls in a Python project.</summary>
internal static partial class PythonSources
{
    private static readonly string[] Preferred = ["lambda_function.py", "app.py", "main.py", "handler.py", "index.py"];

    /// <summary>Packages that make a handler of a web application.</summary>
    private static readonly string[] Wrappers = ["mangum", "apig-wsgi"];

    /// <summary>The first handler: well-known files first, then the others of the root, then those under src, then, in a project that has a
    /// package for it, what wraps a web application anywhere.</summary>
    public static (string Handler, Evidence Evidence)? FindHandler(ProjectDirectory project)
    {
        var files = Preferred.Where(project.Exists).Concat(project.Files("*.py")).Concat(project.Files("src/*.py")).Concat(project.Files("src/*/*.py"));
        return Find(project, files.Distinct(StringComparer.Ordinal), Definition())
            ?? (Wrappers.Any(name => PythonDependencies.Of(project).Find(name) is not null) ? Find(project, All(project), Wrapped()) : null);
    }

    /// <summary>The project's own code, without tests.</summary>
    public static IEnumerable<string> All(ProjectDirectory project) =>
        project.Files("**/*.py").Where(file => !file.Split('/').Any(part => part is "tests" or "test" or "conftest.py" || part.StartsWith("test_", StringComparison.Ordinal)));

    /// <summary>Whether the module of a handler such as <c>app.handler</c> or <c>src/app.handler</c> is
    /// there.</summary>
    public static bool Exists(ProjectDirectory project, string handler)
    {
        var module = handler[..Math.Max(0, handler.LastIndexOf('.'))].Replace('.', '/');
        return project.Exists(module + ".py") || project.Exists(module + "/__init__.py") || project.Exists($"src/{module}.py") || project.Exists($"src/{module}/__init__.py");
    }

    /// <summary>Module of a file, and the folder that Python has to search for it besides the project's own.</summary>
    public static (string Module, string? Folder) Module(ProjectDirectory project, string file)
    {
        var folder = file.StartsWith("src/", StringComparison.Ordinal) && !project.Exists("src/__init__.py") ? "src" : null;
        var path = folder is null ? file : file["src/".Length..];
        path = path[..^".py".Length];
        if (path.EndsWith("/__init__", StringComparison.Ordinal)) path = path[..^"/__init__".Length];
        return (path.Replace('/', '.'), folder);
    }

    private static (string Handler, Evidence Evidence)? Find(ProjectDirectory project, IEnumerable<string> files, Regex definition)
    {
        foreach (var file in files)
        {
            if (project.ReadSource(file) is null) continue;
            foreach (var (number, text) in project.Lines(file))
            {
                var match = definition.Match(text);
                if (!match.Success) continue;
                var module = file[..^".py".Length].Replace('/', '.');
                return ($"{module}.{match.Groups["name"].Value}", new Evidence(file, number, text.Trim().TrimEnd(':'), "the handler"));
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"^(async\s+)?def\s+(?<name>lambda_handler|handler)\s*\(\s*\w+[^,)]*,\s*\w+|^(?<name>lambda_handler)\s*(:[^=]+)?=(?!=)|^(?<name>handler)\s*(:[^=]+)?=\s*[\w.]*(Mangum|[Ll]ambda|[Ww]sgi|[Aa]sgi)[\w.]*\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();

    /// <summary>Mangum and apig-wsgi make a handler of any application. <see href="https://mangum.fastapiexpert.com/"/></summary>
    [GeneratedRegex(@"^(?<name>[A-Za-z]\w*)\s*(:[^=]+)?=\s*([\w.]+\.)?(Mangum|make_lambda_handler)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wrapped();
}
