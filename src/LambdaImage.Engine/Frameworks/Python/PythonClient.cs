using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>AWS's runtime client on images that are not Lambda's own. <see href="https://github.com/aws/aws-lambda-python-runtime-interface-client"/></summary>
internal static class PythonClient
{
    /// <summary>Where AWS's images have it too: behind the function's own packages, so that theirs come first.</summary>
    public const string Folder = "/var/runtime";

    public const string Package = "awslambdaric>=3,<5";

    private const string Built = "/runtime-client";

    public static void Install(StageBuilder stage) => stage
        .Comment("The runtime client lets Lambda call the function.")
        .Install("/root/.cache/pip", $"pip install --no-compile --target {Built} \"{Package}\"");

    public static void Copy(StageBuilder stage, bool isFromHost)
    {
        stage.Comment("The runtime client lets Lambda call the function.");
        if (isFromHost) stage.Copy(["runtime"], Folder, from: HostInstall.ContextName);
        else stage.Copy([Built], Folder, from: "build");
    }
}
