using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
namespace LambdaImage.Engine.Frameworks.Ruby;
internal sealed class Rails : IFramework
{
    public string Name => "Rails";
    public string? Specializes => null;
    public string LooksFor => "";
    public Detection? Detect(ProjectDirectory project) => null;
    public void Write(Detection found, DockerfileBuilder file) => throw new NotSupportedException();
}
