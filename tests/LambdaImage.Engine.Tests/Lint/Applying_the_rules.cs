using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Lint;

public class Applying_the_rules
{
    public static IEnumerable<object[]> Bad => LintVector.All("bad").Select(one => new object[] { one.Rule, one.Case });

    public static IEnumerable<object[]> Good => LintVector.All("good").Select(one => new object[] { one.Rule, one.Case });

    [Theory, MemberData(nameof(Bad))]
    public void What_is_wrong_is_found_at_its_place(string rule, string name)
    {
        var vector = new LintVector(rule, name);
        var answer = vector.Answer();
        answer.ShouldNotBeEmpty();
        Golden.Compare(vector.Expected, answer);
    }

    [Theory, MemberData(nameof(Good))]
    public void What_is_right_is_left_alone(string rule, string name) => new LintVector(rule, name).Answer().ShouldBeEmpty();
}
