import pytest
from conftest import CLASSIFIER


@pytest.mark.usefixtures("environment")
def test_models_can_be_asserted_to_run_on_the_ane(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        from ane_oracle.anecompat import test_ane_compatibility_coreml_model
        from ane_oracle.pytest_plugin import assert_runs_on_ane

        MODEL = {str(CLASSIFIER)!r}

        def test_passes():
            assert assert_runs_on_ane(MODEL, min_share=1.0, target="M1@12").verdict.status == "PARTIAL"

        def test_passes_with_fixture(ane_oracle):
            assert_runs_on_ane(MODEL, min_share=0.5, client=ane_oracle, target="M1@12")

        def test_fails():
            assert_runs_on_ane(MODEL, target="M1@12")
        """
    )
    result = pytester.runpytest_subprocess("-q")
    # What is imported from the stand-in for ANECompat is no test, although its name begins like one.
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*AssertionError: PARTIAL is not FULL*", "*Export the tensor*"])
