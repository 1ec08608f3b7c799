using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>AWS Chalice, whose application is a Lambda handler by itself. <see href="https://aws.github.io/chalice/topics/packaging.html"/></summary>
internal sealed partial class Chalice : IFramework
{
    private const string App = "app.py";

    public string Name => "Chalice";

    public string Specializes => "Python";

    public string LooksFor => "app = Chalice(…) in app.py";

    public FrameworkFacts Facts => new("Python", "public.ecr.aws/lambda/python", "app.app",
        Notes: "Other functions of the project: -Handler app.NAME. Routes, schedules and policies stay with chalice's own template.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (project.ReadSource(App) is null) return null;
        var made = project.Lines(App).FirstOrDefault(line => Made().IsMatch(line.Text));
        if (made.Text is null) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Python.Choose(AskedVersions.Python(project)),
            Handler = $"app.{Made().Match(made.Text).Groups["name"].Value}",
            Evidence = [new Evidence(App, made.Number, made.Text.Trim(), "an application of Chalice, which is its own handler")],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (!PythonDependencies.Of(found.Project).Has("chalice"))
        {
            throw ProjectErrors.DependencyMissing(
                $"{found.Project.Path} is a project of Chalice, but chalice is not among its packages: 'chalice deploy' adds it by itself, an image does not.",
                "Add a line 'chalice' to requirements.txt.", found.Project.Path);
        }

        file.Ignore(".chalice/deployed", ".chalice/deployments", ".chalice/venv");
        var image = PythonImage.Plan(found, file);
        PythonHandler.Write(found, file, image, stage => Vendored(found.Project, stage));
    }

    /// <summary>What lies in vendor goes to the root of the package.</summary>
    private static void Vendored(ProjectDirectory project, StageBuilder stage)
    {
        if (project.HasFolder("vendor")) stage.Comment("Chalice puts what is in vendor beside app.py.").Copy(["vendor/"], "./");
    }

    [GeneratedRegex(@"^(?<name>\w+)\s*(:[^=]+)?=\s*([\w.]+\.)?Chalice\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
