using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>What the settings of a Django project say, as far as it can be read without running them.</summary>
/// <param name="Module">For example <c>shop.settings</c>; null when nothing names it.</param>
/// <param name="Files">Its file and those that it goes on from.</param>
internal sealed partial record DjangoSettings(string? Module, IReadOnlyList<string> Files)
{
    private static readonly string[] SecretParts = ["SECRET", "KEY", "SALT", "TOKEN", "PASSWORD"];

    /// <summary>The settings that the server uses, which may be others than those of manage.py.</summary>
    /// <param name="project">The project.</param>
    /// <param name="entry">wsgi.py or asgi.py; null when there is none.</param>
    public static DjangoSettings Of(ProjectDirectory project, string? entry)
    {
        var named = new[] { entry, "manage.py" }.OfType<string>().SelectMany(project.Lines).Select(line => Named().Match(line.Text)).FirstOrDefault(match => match.Success);
        if (named is null) return new DjangoSettings(null, []);
        var module = named.Groups["module"].Value;
        var path = module.Replace('.', '/');
        var file = project.FirstOf(path + ".py", path + "/__init__.py", $"src/{path}.py", $"src/{path}/__init__.py");
        if (file is null) return new DjangoSettings(module, []);
        var folder = file[..(file.LastIndexOf('/') + 1)];
        return new DjangoSettings(module, [file, .. new[] { "base.py", "common.py" }.Select(name => folder + name).Where(name => name != file && project.Exists(name))]);
    }

    /// <summary>The first line of the settings that matches.</summary>
    public (string File, int Line, string Text)? Find(ProjectDirectory project, Regex pattern)
    {
        foreach (var file in Files)
        {
            var line = project.Lines(file).FirstOrDefault(line => pattern.IsMatch(line.Text));
            if (line.Text is not null) return (file, line.Number, line.Text.Trim());
        }

        return null;
    }

    /// <summary>Values for the variables without which the settings do not load: none of the real ones.</summary>
    public IReadOnlyList<string> Dummies(ProjectDirectory project) =>
        [.. Files.SelectMany(project.Lines).SelectMany(line => Variable().Matches(line.Text)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)
            .Select(name => name == "DATABASE_URL" ? $"{name}=sqlite://:memory:" : SecretParts.Any(part => name.Contains(part, StringComparison.Ordinal)) ? $"{name}=dummy" : null)
            .OfType<string>().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"DJANGO_SETTINGS_MODULE['""]\s*(,|\]\s*=)\s*['""](?<module>[\w.]+)['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(environ(\.get)?\s*[\[(]|getenv\(|\benv(\.\w+)?\(|\bconfig\()\s*['""](?<name>[A-Z][A-Z0-9_]*)['""]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
