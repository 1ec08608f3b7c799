using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Streamlit, which talks to its pages through websockets and so cannot run in Lambda; recognised to say so.</summary>
internal sealed class Streamlit : IFramework
{
    public string Name => "Streamlit";

    public string Specializes => "Python";

    public string LooksFor => "streamlit among the packages";

    public FrameworkFacts Facts => new("Python", "none", "none", Notes: "Refused: it needs websockets and a process that keeps each visitor's state.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (PythonDependencies.Of(project).Find("streamlit") is not { } found || PythonSources.FindHandler(project) is not null) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Python.Choose(AskedVersions.Python(project)),
            Evidence = [found.Says("Streamlit")],
            ServesHttp = true,
            Refusal = Refusal(found),
        };
    }

    public void Write(Detection found, DockerfileBuilder file) => throw found.Refusal ?? Refusal(PythonDependencies.Of(found.Project).Find("streamlit")!);

    private static LambdaImageException Refusal(Dependency found) => PythonErrors.NotOnLambda(
        "Streamlit", found, "its pages talk to the server through websockets, which Lambda's HTTP does not have, and each visitor's state lives in one process.",
        "Run it on AWS App Runner, Amazon ECS or Amazon EC2. If another part of the project is the function, name it with -Handler and -Framework Python.");
}
