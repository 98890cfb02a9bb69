"""How forms are written as HTML."""

from django.forms.renderers import TemplatesSetting


class AccessibleRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` with the site's components.

    Label, hint and error are tied to the control by the ids that Django puts into aria-describedby; above the fields
    stands a summary of what is to be put right. Set as FORM_RENDERER; needs `django.forms` among the apps.
    """

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
