using LambdaImage.Tool.Steps;

namespace LambdaImage.Tests.Tool;

public sealed class Writing_json
{
    /// <summary>Records that no verb prints: a list of outcomes is printed as its deployments or images, and lint prints the report.</summary>
    private static readonly Type[] Unprinted = [typeof(FunctionOutcome), typeof(FunctionImagesOutcome), typeof(LintReportFile)];

    [Fact]
    public void Every_result_can_be_written_by_a_native_program()
    {
        var results = typeof(ILambdaImageEngine).GetMethods()
            .Where(method => method.Name == "PlanAsync")
            .Select(method => method.ReturnType.GetGenericArguments()[0].GetGenericArguments()[0])
            .Select(result => result.IsGenericType ? result.GetGenericArguments()[0] : result)
            .Except(Unprinted).Distinct().ToList();

        results.ShouldNotBeEmpty();
        results.Where(result => StepDocuments.Default.GetTypeInfo(result) is null).ShouldBeEmpty();
    }
}
