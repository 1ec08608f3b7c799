using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>How Bref runs a project: as a website, a function or a console.</summary>
/// <param name="Runtime">Value of <c>BREF_RUNTIME</c>.</param>
/// <param name="Handler">File, or name of a class.</param>
/// <param name="Evidence">Why.</param>
internal sealed partial record BrefEntry(string Runtime, string Handler, Evidence Evidence)
{
    private const string FrontController = "public/index.php";
    private static readonly string[] Consoles = ["artisan", "bin/console"];

    /// <summary>A front controller makes a website, a file that returns a callable a function; a console counts only
    /// when it is alone.</summary>
    public static BrefEntry? Find(ProjectDirectory project)
    {
        if (project.Exists(FrontController))
            return new("fpm", FrontController, new(FrontController, null, "is there", "a website: BREF_RUNTIME=fpm"));
        foreach (var file in new[] { "index.php", "handler.php", "function.php" }.Where(project.Exists))
        {
            if (CallableLine(project, file) is { } line)
                return new("function", file, new(file, line.Number, line.Text.Trim(), "a function: BREF_RUNTIME=function"));
        }

        if (project.Exists("index.php"))
            return new("fpm", "index.php", new("index.php", null, "returns no callable", "a website: BREF_RUNTIME=fpm"));
        return project.FirstOf(Consoles) is { } console ? new("console", console, new(console, null, "is there", "a console: BREF_RUNTIME=console")) : null;
    }

    /// <summary>The kind that fits a handler named by the user; what is no file is the name of a class.</summary>
    public static string RuntimeFor(ProjectDirectory project, string handler)
    {
        if (!project.Exists(handler)) return "function";
        if (Consoles.Contains(handler)) return "console";
        // Symfony's front controller returns a callable too, for its own runtime component.
        if (handler == FrontController) return "fpm";
        return CallableLine(project, handler) is null ? "fpm" : "function";
    }

    private static ProjectLine? CallableLine(ProjectDirectory project, string file) =>
        project.Lines(file).Where(line => Callable().IsMatch(line.Text)).Select(line => (ProjectLine?)line).FirstOrDefault();

    [GeneratedRegex(
        @"^return\s+((static\s+)?(function|fn)\b|new\s|\$\w+\s*;)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Callable();
}
