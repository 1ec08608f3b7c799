using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Tests.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

public class Linting_what_is_generated
{
    private static readonly string Projects = Path.Combine(Golden.Root, "tests", "projects");

    public static IEnumerable<object[]> Names => Directory.EnumerateDirectories(Projects).Where(folder => File.Exists(Path.Combine(folder, "expected", "Dockerfile")))
        .Select(folder => new object[] { Path.GetFileName(folder) });

    [Theory, MemberData(nameof(Names))]
    public void Nothing_to_warn_about_is_written(string name)
    {
        var folder = Path.Combine(Projects, name);
        var text = File.ReadAllText(Path.Combine(folder, "expected", "Dockerfile"));
        var ignore = Path.Combine(folder, "expected", ".dockerignore");
        var project = FixtureProject.Resolve(name);
        var subject = new LintSubject(DockerfileReader.Read(text, "Dockerfile"), text)
        {
            Context = new ContextView(Path.Combine(folder, "app"), File.Exists(ignore) ? DockerIgnore.Parse(File.ReadAllText(ignore), ignore) : DockerIgnore.Nothing),
            Promised = FixtureProject.Dockerfile(project).Files,
            Today = LintVector.Today,
        };
        Linter.Default.Run(subject).Findings.Where(finding => finding.Severity >= LintSeverity.Warning)
            // The project itself asks for a version that is out of support.
            .Where(finding => finding.RuleId != "BaseDeprecated")
            // The project itself asks for a user, for those who run the image elsewhere.
            .Where(finding => finding.RuleId != "UserIgnored" || project.Options.User is null)
            .Select(finding => finding.ToString()).ShouldBeEmpty();
    }
}
