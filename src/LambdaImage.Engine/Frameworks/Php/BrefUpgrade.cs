using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Php;

/// <summary>Tells a project on Bref 1 or 2 what to change for Bref 3. <see href="https://bref.sh/docs/upgrading/v3"/></summary>
internal static partial class BrefUpgrade
{
    private static readonly string[] Deployments = ["serverless.yml", "serverless.yaml", "template.yaml", "template.yml"];

    public static string Steps(ProjectDirectory project)
    {
        List<string> steps =
        [
            $"run 'composer require {Bref.Package}:^{Bref.Major} --with-all-dependencies' (PHP 8.2 or newer; for Laravel and Symfony their bridge too)",
            .. Deployments.SelectMany(file => project.Lines(file).Where(line => OldRuntime().IsMatch(line.Text)).Take(1).Select(line =>
                $"{file}:{line.Number} names '{OldRuntime().Match(line.Text).Value}'; images need no layer or runtime there, LambdaImage sets BREF_RUNTIME instead")),
        ];
        return $"{string.Join("; ", steps)}. See https://bref.sh/docs/upgrading/v3. Or keep your version with a Dockerfile of your own and -Dockerfile.";
    }

    [GeneratedRegex(@"\$\{bref:layer\.[\w-]+\}|\bphp-\d\d(-fpm|-console)?\b|\bprovided(\.al2)?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OldRuntime();
}
