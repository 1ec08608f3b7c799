using System.Management.Automation;
using LambdaImage.Errors;

namespace LambdaImage.Tests.Errors;

public sealed class Describing_failures
{
    public static TheoryData<ErrorKind> Kinds => [.. Enum.GetValues<ErrorKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_has_a_row(ErrorKind kind) => ErrorRecords.Table.ContainsKey(kind).ShouldBeTrue();

    [Fact]
    public void The_id_is_the_kind() => Describe(ErrorKind.ImageTooLarge).Id.ShouldBe("ImageTooLarge");

    [Fact]
    public void Every_kind_but_a_defect_has_a_category_of_its_own() =>
        ErrorRecords.Table.Where(row => row.Value.Category == ErrorCategory.NotSpecified).Select(row => row.Key).ShouldBe([ErrorKind.Unexpected]);

    [Theory]
    [InlineData(ErrorKind.BuilderUnavailable)]
    [InlineData(ErrorKind.CredentialsNotFound)]
    [InlineData(ErrorKind.CredentialsRejected)]
    [InlineData(ErrorKind.ProfileNotFound)]
    [InlineData(ErrorKind.RegionNotFound)]
    [InlineData(ErrorKind.ModeConflict)]
    public void What_concerns_machine_account_or_command_line_is_terminating(ErrorKind kind) => Describe(kind).IsTerminating.ShouldBeTrue();

    [Theory]
    [InlineData(ErrorKind.ProjectNotRecognized)]
    [InlineData(ErrorKind.BuildFailed)]
    [InlineData(ErrorKind.FunctionNotFound)]
    [InlineData(ErrorKind.AccessDenied)]
    public void What_concerns_one_object_is_not(ErrorKind kind) => Describe(kind).IsTerminating.ShouldBeFalse();

    [Fact]
    public void A_location_goes_in_front_of_the_message()
    {
        var failure = new LambdaImageException(
            ErrorKind.DockerfileInvalid, "FROM is missing.", "Add it.", location: new("/app/Dockerfile", 7, 3));

        ErrorRecords.Describe(failure).Message.ShouldBe("/app/Dockerfile:7:3: FROM is missing.");
    }

    [Fact]
    public void A_defect_keeps_its_cause_but_not_its_stack_trace()
    {
        var defect = new InvalidOperationException("Something was null.\n   at Some.Where()");

        var description = ErrorRecords.Describe(defect);

        description.Id.ShouldBe("Unexpected");
        description.Message.ShouldContain("Something was null.");
        description.Message.ShouldNotContain("Some.Where");
        description.Exception.InnerException.ShouldBe(defect);
        description.Exception.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_failure_inside_an_aggregate_is_what_counts()
    {
        var inner = new LambdaImageException(ErrorKind.ImageNotFound, "Gone.", "Look.");

        ErrorRecords.Describe(new AggregateException(new AggregateException(inner))).Exception.ShouldBe(inner);
    }

    private static ErrorDescription Describe(ErrorKind kind) =>
        ErrorRecords.Describe(new LambdaImageException(kind, "It failed.", "Do something."));
}
