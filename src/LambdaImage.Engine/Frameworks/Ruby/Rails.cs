using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>A Ruby on Rails application behind the web adapter.</summary>
internal sealed partial class Rails : IFramework
{
    public const string Application = "config/application.rb";

    private const string Databases = "config/database.yml";

    public string Name => "Rails";

    public string Specializes => "Rack";

    public string LooksFor => $"rails in the Gemfile and {Application}";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", "puma", WebAdapter.Port,
        "Named steps: bootsnap, assets. jemalloc is used when libjemalloc2 is among the image's packages. Migrations run from elsewhere, with the image and 'bin/rails db:migrate'.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || (gems.Find("rails") ?? gems.Find("railties")) is not { } rails || !project.Exists(Application))
            return null;
        var found = RubyServer.Detected(this, project, rails, RubyServer.Command(gems), new Evidence(Application, null, "is there", "a Rails application"));
        return found with { Warnings = [.. found.Warnings, .. Warnings(project, gems)] };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var gems = image.Gems!;
        RailsBuild.Ignore(found.Project, file);
        var stage = image.Write(isHandler: false, [.. RailsBuild.Shared(gems)],
            RubyServer.Adapter([.. RailsBuild.Readiness(found.Project, file.Options), .. RailsBuild.Environment(gems, file.Options), new("WEB_CONCURRENCY", "0")]),
            RailsBuild.Steps(found.Project, gems, file));
        RubyServer.Start(stage, found, image, file);
    }

    private static IEnumerable<string> Warnings(ProjectDirectory project, Gemfile gems)
    {
        if (project.Lines(Databases).SkipWhile(line => !line.Text.StartsWith("production:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Text.Length == 0 || line.Text[0] is ' ' or '#').FirstOrDefault(line => Sqlite().IsMatch(line.Text)) is { Text: not null } sqlite)
            yield return $"{Databases}:{sqlite.Number}: a SQLite database in the project folder is read-only in Lambda; use a database server or a file in /tmp.";
        else if (gems.Declared.FirstOrDefault(gem => gem.Name == "sqlite3") is not null && !project.Exists(Databases))
            yield return "A SQLite database in the project folder is read-only in Lambda; use a database server or a file in /tmp.";
        if (project.HasFolder("config/jets"))
            yield return "config/jets is Ruby code of Jets, which LambdaImage does not run; what it sets for the image is set in lambda-image.yml or by parameters.";
    }

    [GeneratedRegex(@"^\s+(adapter:\s*sqlite|<<:\s*\*sqlite|database:\s*\S*\.sqlite3)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sqlite();
}
