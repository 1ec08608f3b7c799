using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
namespace LambdaImage.Engine.Frameworks.Dotnet;
internal sealed class AspNetCore : IFramework
{
    public string Name => "AspNetCore";
    public string? Specializes => null;
    public string LooksFor => "";
    public Detection? Detect(ProjectDirectory project) => null;
    public void Write(Detection found, DockerfileBuilder file) => throw new NotSupportedException();
}
