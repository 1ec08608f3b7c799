namespace LambdaImage.Engine.Dockerfiles;

/// <summary>The instructions of the user's hook files, by place.</summary>
internal sealed record HookInstructions
{
    public IReadOnlyList<Instruction> BeforeBuild { get; init; } = [];

    public IReadOnlyList<Instruction> AfterBuild { get; init; } = [];

    public IReadOnlyList<Instruction> BeforeDeployment { get; init; } = [];

    public IReadOnlyList<Instruction> AfterDeployment { get; init; } = [];
}
