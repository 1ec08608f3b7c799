using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Finds the function that Lambda calls in a Python project.</summary>
internal static partial class PythonSources
{
    private static readonly string[] Preferred = ["lambda_function.py", "app.py", "main.py", "handler.py", "index.py"];

    /// <summary>The first handler: well-known files first, then the others of the root, then those under src.</summary>
    public static (string Handler, Evidence Evidence)? FindHandler(ProjectDirectory project)
    {
        var files = Preferred.Where(project.Exists).Concat(project.Files("*.py")).Concat(project.Files("src/*.py")).Distinct(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (project.ReadSource(file) is null) continue;
            foreach (var (number, text) in project.Lines(file))
            {
                var match = Definition().Match(text);
                if (!match.Success) continue;
                var module = file[..^".py".Length].Replace('/', '.');
                return ($"{module}.{match.Groups["name"].Value}", new Evidence(file, number, text.Trim().TrimEnd(':'), "the handler"));
            }
        }

        return null;
    }

    /// <summary>Whether the module of a handler such as <c>app.handler</c> or <c>src/app.handler</c> is
    /// there.</summary>
    public static bool Exists(ProjectDirectory project, string handler)
    {
        var module = handler[..Math.Max(0, handler.LastIndexOf('.'))].Replace('.', '/');
        return project.Exists(module + ".py") || project.Exists(module + "/__init__.py");
    }

    [GeneratedRegex(
        @"^(async\s+)?def\s+(?<name>lambda_handler|handler)\s*\(\s*\w+[^,)]*,\s*\w+|^(?<name>lambda_handler)\s*(:[^=]+)?=(?!=)|^(?<name>handler)\s*(:[^=]+)?=\s*[\w.]*(Mangum|[Ll]ambda|[Ww]sgi|[Aa]sgi)[\w.]*\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Definition();
}
